//! `allOf`.

use super::shown::schemas;

#[test]
fn members_become_one_struct() {
    insta::assert_snapshot!(schemas(
        r#"
        Pet:
          description: Merged.
          allOf:
            - {$ref: '#/components/schemas/Animal'}
            - {type: object, required: [owner, legs], properties: {owner: {properties: {name: {type: string}}}}}
          required: [kind]
          properties: {own: {type: string}}
        Animal:
          required: [kind]
          properties: {kind: {type: string, enum: [cat, dog]}, legs: {type: integer}, home: {properties: {street: {type: string}}}}
        "#
    ), @r#"
        struct Pet
          kind: AnimalKind required
          legs: I64 required
          home: AnimalHome
          owner: PetOwner required
          own: String
        struct Animal
          kind: AnimalKind required
          legs: I64
          home: AnimalHome
        enum AnimalKind Cat="cat" Dog="dog"
        struct AnimalHome
          street: String
        struct PetOwner
          name: String
    "#);
}

#[test]
fn one_reference_with_words_is_that_reference() {
    insta::assert_snapshot!(schemas(
        r#"
        Pet:
          properties:
            a: {allOf: [{$ref: '#/components/schemas/Home'}], description: Where it lives., nullable: true}
            b: {allOf: [{description: How it feels.}, {type: integer, enum: [0, 1, 2], default: 1}]}
            c: {allOf: [{$ref: '#/components/schemas/Home'}, {type: object}], readOnly: true}
            d: {allOf: [{$ref: '#/components/schemas/Mood'}], enum: [happy], type: string}
        Home: {properties: {street: {type: string}}}
        Mood: {type: string, enum: [happy, sad]}
        "#
    ), @r#"
        struct Pet
          a: Home nullable // Where it lives.
          b: PetB default 1 // How it feels.
          c: Home read-only
          d: PetD
        struct Home
          street: String
        enum Mood Happy="happy" Sad="sad"
        enum PetB Value0=0 Value1=1 Value2=2 default 1
        enum PetD Happy="happy" default "happy"
    "#);
}

#[test]
fn the_narrower_schema_of_a_property_wins() {
    insta::assert_snapshot!(schemas(
        r#"
        Base: {properties: {a: {type: string}, b: {type: number}, c: {type: string, description: Old.}, d: {type: string}, e: {properties: {x: {type: string}}}}}
        Pet:
          allOf:
            - {$ref: '#/components/schemas/Base'}
            - properties:
                a: {type: string, enum: [x]}
                b: {type: integer}
                c: {description: New.}
                d: {type: integer}
                e: {properties: {y: {type: string}}}
        "#
    ), @r#"
        struct Base
          a: String
          b: F64
          c: String // Old.
          d: String
          e: BaseE
        struct Pet
          a: PetA
          b: I64
          c: String // New.
          d: Json
          e: PetE
        struct BaseE
          x: String
        enum PetA X="x" default "x"
        struct PetE
          x: String
          y: String
        note: several schemas hold at once; the narrowest decides the type (at `/components/schemas/Pet/allOf/1/properties/a`)
        note: several schemas hold at once; the narrowest decides the type (at `/components/schemas/Pet/allOf/1/properties/b`)
        note: `allOf` wants a string and an integer at once; any JSON is accepted (at `/components/schemas/Pet/allOf/1/properties/d`)
    "#);
}

#[test]
fn scalars_hold_at_once_too() {
    insta::assert_snapshot!(schemas(
        r#"
        Narrow: {allOf: [{type: string}, {$ref: '#/components/schemas/Mood'}]}
        Mood: {type: string, enum: [happy, sad]}
        Never: {allOf: [{type: string}, {type: integer}]}
        Union: {allOf: [{$ref: '#/components/schemas/Either'}, {properties: {extra: {type: string}}}]}
        Either: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
        A: {properties: {a: {type: string}}}
        B: {properties: {b: {type: string}}}
        "#
    ), @r#"
        type Narrow = Mood
        enum Mood Happy="happy" Sad="sad"
        type Never = Json
        union Union
          A(UnionA)
          B(UnionB)
        union Either
          A(A)
          B(B)
        struct A
          a: String
        struct B
          b: String
        struct UnionA
          extra: String
          a: String
        struct UnionB
          extra: String
          b: String
        note: several schemas hold at once; the narrowest decides the type (at `/components/schemas/Narrow`)
        note: `allOf` wants a string and an integer at once; any JSON is accepted (at `/components/schemas/Never`)
    "#);
}

#[test]
fn schemas_that_extend_themselves_within_themselves_are_recursive_types() {
    insta::assert_snapshot!(schemas(
        r#"
        Tree:
          type: object
          properties:
            left: {allOf: [{$ref: '#/components/schemas/Tree'}, {properties: {weight: {type: integer}}}]}
            rest: {type: array, items: {allOf: [{$ref: '#/components/schemas/Tree'}, {properties: {last: {type: boolean}}}]}}
        "#
    ), @r#"
        struct Tree
          left: TreeLeft
          rest: [TreeRestItem]
        struct TreeLeft
          left: TreeLeft boxed
          rest: [TreeRestItem]
          weight: I64
        struct TreeRestItem
          left: TreeLeft
          rest: [TreeRestItem]
          last: Bool
    "#);
}

#[test]
fn properties_that_lead_back_end_somewhere() {
    insta::assert_snapshot!(schemas(
        r#"
        P: {properties: {x: {$ref: '#/components/schemas/P'}}}
        Q: {properties: {x: {$ref: '#/components/schemas/Q'}}}
        Both: {allOf: [{$ref: '#/components/schemas/P'}, {$ref: '#/components/schemas/Q'}]}
        "#
    ), @r#"
        struct P
          x: P boxed
        struct Q
          x: Q boxed
        struct Both
          x: BothX
        struct BothX
          x: BothX boxed
    "#);
}

#[test]
fn children_extend_a_parent_that_lists_them() {
    insta::assert_snapshot!(schemas(
        r#"
        Pet:
          required: [kind]
          properties: {kind: {type: string}}
          oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
          discriminator: {propertyName: kind}
        Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]}
        Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {good: {type: boolean}}}]}
        "#
    ), @r#"
        union Pet by kind
          Cat(Cat) ["Cat"]
          Dog(Dog) ["Dog"]
        struct Cat
          kind: String required
          lives: I64
        struct Dog
          kind: String required
          good: Bool
    "#);
}

#[test]
fn unions_in_unions_end_somewhere() {
    insta::assert_snapshot!(schemas(
        r#"
        Base: {properties: {a: {type: string}}, oneOf: [{$ref: '#/components/schemas/Middle'}]}
        Middle: {properties: {b: {type: string}}, oneOf: [{$ref: '#/components/schemas/Leaf'}, {$ref: '#/components/schemas/Other'}]}
        Leaf: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {c: {type: string}}}]}
        Other: {properties: {d: {type: string}}}
        "#
    ), @r#"
        union Base
          Middle(BaseMiddle)
        union Middle
          Leaf(MiddleLeaf)
          Other(MiddleOther)
        union Leaf
          Middle(LeafMiddle)
        struct Other
          d: String
        struct BaseMiddle
          a: String
          b: String
          ..additional_properties: Json
        struct MiddleLeaf
          b: String
          a: String
          c: String
          ..additional_properties: Json
        struct MiddleOther
          b: String
          d: String
        struct LeafMiddle
          a: String
          c: String
          b: String
          ..additional_properties: Json
        note: `allOf` of an object and something else; what is no object is left out (at `/components/schemas/Base/oneOf/0`)
        note: `allOf` of an object and something else; what is no object is left out (at `/components/schemas/Middle/oneOf/0`)
    "#);
}
