//! Enums and unions.

use super::shown::{described, schemas};

#[test]
fn enums_of_strings_are_open_and_named_after_their_values() {
    insta::assert_snapshot!(schemas(
        r#"
        Sort: {type: string, enum: ["", created, -created, "+1", "4k", Unknown, Self, a/b, "*", created], default: created}
        Typeless: {enum: [a, b]}
        One: {type: string, enum: [only]}
        Numbers: {type: string, enum: [1, 2]}
        Colliding: {type: string, enum: [foo-bar, foo_bar, FooBar]}
        "#
    ), @r#"
        enum Sort Empty="" Created="created" MinusCreated="-created" Plus1="+1" Value4k="4k" UnknownValue="Unknown" SelfValue="Self" AB="a/b" Star="*" default "created"
        enum Typeless A="a" B="b"
        enum One Only="only" default "only"
        enum Numbers Value1="1" Value2="2"
        enum Colliding FooBar="foo-bar" FooBar2="foo_bar" FooBar3="FooBar"
        note: the enum has the value `created` twice (at `/components/schemas/Sort`)
    "#);
}

#[test]
fn extensions_name_and_describe_values() {
    insta::assert_snapshot!(described(
        r#"
        List: {type: string, enum: [a, b], x-enum-varnames: [First, Second], x-enum-descriptions: [One., Two.]}
        Map: {type: integer, enum: [1, 2], x-speakeasy-enums: {"1": Low, "2": High}}
        Microsoft: {type: string, enum: [a, b], x-ms-enum: {name: X, values: [{value: b, name: Bee, description: Buzz.}]}}
        "#
    ), @r#"
        First "a" Some("One.")
        Second "b" Some("Two.")
        Low 1 None
        High 2 None
        A "a" None
        Bee "b" Some("Buzz.")
    "#);
}

#[test]
fn zero_and_one_that_are_called_false_and_true_are_a_bool() {
    insta::assert_snapshot!(schemas(
        r#"
        BoolInt: {type: integer, enum: [0, 1], x-speakeasy-enums: ["False", "True"]}
        Pet:
          properties:
            a: {$ref: '#/components/schemas/BoolInt'}
            b: {type: integer, enum: [1, 0], x-enum-varnames: [TRUE, FALSE]}
            c: {type: integer, enum: [0, 1], x-enum-varnames: [Off, On]}
            d: {type: array, items: {$ref: '#/components/schemas/BoolInt'}}
        "#
    ), @r#"
        struct Pet
          a: BoolInt
          b: BoolInt
          c: PetC
          d: [BoolInt]
        enum PetC Off=0 On=1
    "#);
}

#[test]
fn enums_that_rust_cannot_hold_are_plain() {
    insta::assert_snapshot!(schemas(
        r#"
        Mixed: {enum: [a, 1]}
        Floats: {type: number, enum: [0.5, 1]}
        Flags: {type: boolean, enum: [true]}
        Odd: {type: integer, enum: [a]}
        "#
    ), @r"
        type Mixed = Json
        type Floats = F64
        type Flags = Bool
        type Odd = I64
        note: an enum of mixed values; any JSON is accepted (at `/components/schemas/Mixed`)
        note: an enum of numbers that are not 64-bit integers; any number is accepted (at `/components/schemas/Floats`)
        note: an enum of numbers that are not 64-bit integers; any integer is accepted (at `/components/schemas/Odd`)
    ");
}

#[test]
fn members_are_told_apart_by_a_discriminator() {
    insta::assert_snapshot!(schemas(
        r#"
        Pet:
          oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Eel'}]
          discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', kitten: Cat, ghost: Ghost}}
        Cat: {properties: {kind: {type: string}}}
        Dog: {properties: {kind: {type: string}}}
        Eel: {allOf: [{properties: {kind: {type: string, enum: [eel]}}}]}
        Partly:
          oneOf: [{$ref: '#/components/schemas/Cat'}, {type: object, properties: {a: {type: string}}}]
          discriminator: {propertyName: kind}
        "#
    ), @r#"
        union Pet by kind
          Cat(Cat) ["cat", "kitten"]
          Dog(Dog) ["Dog"]
          Eel(Eel) ["eel"]
        struct Cat
          kind: String
        struct Dog
          kind: String
        struct Eel
          kind: EelKind
        union Partly
          Cat(Cat)
          Object(PartlyObject)
        enum EelKind Eel="eel" default "eel"
        struct PartlyObject
          a: String
        note: the discriminator maps to `Ghost`, which is no member of the union (at `/components/schemas/Pet`)
        note: a discriminator that says nothing about a member without a name; the best fit is taken (at `/components/schemas/Partly`)
    "#);
}

#[test]
fn unions_of_scalars_are_one_scalar_where_one_holds_all() {
    insta::assert_snapshot!(schemas(
        r#"
        Open: {anyOf: [{type: string, enum: [a, b]}, {type: string}]}
        Named: {anyOf: [{$ref: '#/components/schemas/Size'}, {type: string}]}
        Size: {type: string, enum: [s, m]}
        Both: {anyOf: [{$ref: '#/components/schemas/Size'}, {type: string, enum: [m, l]}]}
        Number: {oneOf: [{type: integer}, {type: number}]}
        Integers: {oneOf: [{type: integer, format: int32}, {type: integer, format: int64}]}
        Texts: {oneOf: [{type: string, format: date-time}, {type: string, format: uuid}]}
        Different: {oneOf: [{type: string}, {type: integer}, {type: boolean}, {type: array, items: {$ref: '#/components/schemas/Size'}}]}
        "#
    ), @r#"
        enum Open A="a" B="b"
        type Named = Size
        enum Size S="s" M="m"
        enum Both S="s" M="m" L="l"
        type NumberModel = F64
        type Integers = I64
        type Texts = String
        union Different
          String(String)
          Integer(I64)
          Boolean(Bool)
          SizeList([Size])
    "#);
}

#[test]
fn single_members_and_null_make_no_union() {
    insta::assert_snapshot!(schemas(
        r#"
        One: {oneOf: [{$ref: '#/components/schemas/Pet'}]}
        Maybe: {anyOf: [{$ref: '#/components/schemas/Pet'}, {x-null: true}]}
        Inline: {oneOf: [{properties: {a: {type: string}}}, {x-null: true}]}
        Nothing: {oneOf: [{x-null: true}]}
        Pet: {properties: {one: {$ref: '#/components/schemas/One'}, maybe: {$ref: '#/components/schemas/Maybe'}, inline: {$ref: '#/components/schemas/Inline'}}}
        "#
    ), @r#"
        type One = Pet
        type Maybe = Pet
        struct Inline
          a: String
        type Nothing = Json
        struct Pet
          one: Pet boxed
          maybe: Pet nullable boxed
          inline: Inline nullable
    "#);
}

#[test]
fn variants_are_named_after_what_they_hold() {
    insta::assert_snapshot!(schemas(
        r#"
        Event:
          oneOf:
            - {$ref: '#/components/schemas/pet_added'}
            - {title: Closed, properties: {at: {type: string}}}
            - {type: object, properties: {b: {type: string}}}
            - {type: object, properties: {c: {type: string}}}
            - {type: array, items: {type: string}}
            - {type: string, enum: [x]}
        pet_added: {properties: {a: {type: string}}}
        "#
    ), @r#"
        union Event
          PetAdded(PetAdded)
          Closed(EventClosed)
          Object(EventObject)
          Object2(EventObject2)
          List([String])
          Enum(EventEnum)
        struct PetAdded
          a: String
        struct EventClosed
          at: String
        struct EventObject
          b: String
        struct EventObject2
          c: String
        enum EventEnum X="x" default "x"
    "#);
}

#[test]
fn properties_beside_a_union_belong_to_every_member() {
    insta::assert_snapshot!(schemas(
        r#"
        Pet:
          type: object
          required: [name]
          properties: {name: {type: string}}
          oneOf:
            - {$ref: '#/components/schemas/Cat'}
            - {title: Dog, properties: {good: {type: boolean}}}
        Cat: {properties: {lives: {type: integer}}}
        Choice:
          type: object
          properties: {a: {type: string}, b: {type: string}}
          anyOf: [{required: [a]}, {required: [b]}]
        "#
    ), @r#"
        union Pet
          Cat(PetCat)
          Dog(PetDog)
        struct Cat
          lives: I64
        struct Choice
          a: String
          b: String
        struct PetCat
          name: String required
          lives: I64
        struct PetDog
          name: String required
          good: Bool
    "#);
}

#[test]
fn constants_with_titles_are_one_enum() {
    insta::assert_snapshot!(schemas(
        r#"
        Kind:
          type: integer
          default: 19
          oneOf: [{title: PLAIN, description: 'Just so.', enum: [0]}, {title: REPLY, enum: [19]}, {title: PLAIN 2, enum: [0]}]
        Word: {type: string, oneOf: [{title: First, enum: [a]}, {title: This one has far too many words, enum: [b]}]}
        Same: {oneOf: [{title: Kind, enum: [cat]}, {title: Kind, enum: [dog]}, {type: 'string', enum: [cow, cat]}]}
        Flag: {oneOf: [{title: 'False', enum: [0]}, {title: 'True', enum: [1]}]}
        Open: {anyOf: [{type: integer, enum: [1, 2]}, {type: integer}]}
        Mixed: {oneOf: [{type: integer, enum: [1]}, {type: string, enum: [a]}]}
        Wide: {anyOf: [{type: integer, enum: [1]}, {type: number}]}
        "#
    ), @r#"
        enum Kind Plain=0 Reply=19 default 19
        enum Word A="a" B="b"
        enum Same Cat="cat" Dog="dog" Cow="cow"
        enum Open Value1=1 Value2=2
        union Mixed
          Integer(MixedInteger)
          Enum(MixedEnum)
        type Wide = F64
        enum MixedInteger Value1=1 default 1
        enum MixedEnum A="a" default "a"
    "#);
}
