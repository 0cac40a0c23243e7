//! What XML objects come to.

use crate::api::{Api, Field, FieldXml, Payload, TypeKind};
use crate::{load, lower};

/// Lowers a whole description, and gives the notes.
fn lowered(text: &str) -> (Api, Vec<String>) {
    let description = load::load("zoo.yaml", &mut |_| Ok(text.to_owned())).unwrap_or_else(|report| panic!("{report}"));
    let (api, notes) =
        lower::lower(&description.root).unwrap_or_else(|problems| panic!("{}", description.sources.render(&problems)));
    (api, notes.list.iter().map(ToString::to_string).collect())
}

/// Lowers schemas, of which `Zoo` is sent in XML.
fn sent(schemas: &str) -> (Api, Vec<String>) {
    let description = format!(
        "openapi: 3.1.0
info: {{title: T, version: '1'}}
servers: [{{url: 'https://zoo.example'}}]
paths:
  /zoo: {{put: {{operationId: put, requestBody: {{content: {{application/xml: {{schema: {{$ref: '#/components/schemas/Zoo'}}}}}}}}, responses: {{}}}}}}
components:
  schemas:
{schemas}"
    );
    lowered(&description)
}

fn fields<'a>(api: &'a Api, name: &str) -> &'a [Field] {
    let definition = api.types.iter().find(|definition| definition.name.wire == name).unwrap();
    match &definition.kind {
        TypeKind::Struct(object) => &object.fields,
        other => panic!("{other:?}"),
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// The rows on lists in the section on the XML object of OpenAPI 3.0 and 3.1, and a name that is of no account.
#[test]
fn lists_are_as_the_specification_has_them() {
    let strings = "items: {type: string}";
    let animal = "items: {type: string, xml: {name: animal}}";
    for (items, xml, name, wrapped, item) in [
        (strings, "{}", None, false, None),
        (animal, "{}", Some("animal"), false, None),
        (animal, "{name: aliens}", Some("animal"), false, None),
        (strings, "{wrapped: true}", None, true, None),
        (animal, "{wrapped: true}", None, true, Some("animal")),
        (animal, "{name: aliens, wrapped: true}", Some("aliens"), true, Some("animal")),
        (strings, "{name: aliens, wrapped: true}", Some("aliens"), true, None),
        (animal, "{name: aliens, nodeType: element}", Some("aliens"), true, Some("animal")),
    ] {
        let schemas =
            format!("    Zoo: {{type: object, properties: {{animals: {{type: array, {items}, xml: {xml}}}}}}}\n");
        let (api, notes) = sent(&schemas);
        let expected =
            FieldXml { name: name.map(str::to_owned), wrapped, item: item.map(str::to_owned), ..FieldXml::default() };
        assert_eq!(fields(&api, "Zoo")[0].xml, expected, "{items}, {xml}");
        assert_eq!(notes, [""; 0]);
    }
    let (api, _) = sent(
        "    Zoo: {type: object, properties: {animals: {type: array, items: {type: string}, xml: {name: aliens}}}}\n",
    );
    let ignored = FieldXml { name: some("aliens"), only_read: true, ..FieldXml::default() };
    assert_eq!(fields(&api, "Zoo")[0].xml, ignored);
}

#[test]
fn what_is_referred_to_speaks_where_the_reference_does_not() {
    let (api, notes) = sent(
        "    Zoo:
      type: object
      properties:
        tags: {$ref: '#/components/schemas/TagSet'}
        named: {$ref: '#/components/schemas/TagSet', xml: {name: others}}
        wordy: {allOf: [{$ref: '#/components/schemas/Kind'}, {description: Which.}]}
        keeper: {$ref: '#/components/schemas/Person'}
        first: {$ref: '#/components/schemas/Ape'}
        second: {$ref: '#/components/schemas/Ape'}
    TagSet: {type: array, items: {$ref: '#/components/schemas/Tag'}, xml: {name: TagSet, wrapped: true, namespace: 'urn:t'}}
    Tag: {type: object, xml: {name: Tag, prefix: t, namespace: 'urn:tag'}, properties: {key: {type: string}}}
    Kind: {type: string, xml: {name: 'xsi:type', attribute: true}}
    Person: {type: object, xml: {name: person}, properties: {name: {type: string}}}
    Ape: {type: object, xml: {name: ape}, properties: {name: {type: string}}}
",
    );
    let [tags, named, wordy, keeper, first, second] = fields(&api, "Zoo") else { panic!() };
    let list = FieldXml {
        name: some("TagSet"),
        wrapped: true,
        namespace: some("urn:t"),
        item: some("Tag"),
        item_prefix: some("t"),
        item_namespace: some("urn:tag"),
        ..FieldXml::default()
    };
    assert_eq!(tags.xml, list);
    assert_eq!(named.xml, FieldXml { name: some("others"), ..list });
    assert_eq!((wordy.xml.name.as_deref(), wordy.xml.prefix.as_deref()), (Some("@type"), Some("xsi")));
    assert_eq!(keeper.xml.name.as_deref(), Some("person"));
    // The name of an ape would not tell them from each other.
    assert_eq!((&first.xml.name, &second.xml.name), (&None, &None));
    assert_eq!(notes, [""; 0]);
}

#[test]
fn a_name_of_what_is_referred_to_does_not_hide_a_field() {
    let (api, _) = sent(
        "    Zoo:
      type: object
      properties: {owner: {$ref: '#/components/schemas/Person'}, person: {type: string}}
    Person: {type: object, xml: {name: person}, properties: {name: {type: string}}}
",
    );
    assert_eq!(fields(&api, "Zoo")[0].xml, FieldXml::default());
}

#[test]
fn what_only_extends_a_schema_has_none_of_its_names() {
    let (api, _) = sent(
        "    Zoo: {type: object, properties: {ape: {allOf: [{$ref: '#/components/schemas/Animal'}, {properties: {arms: {type: integer}}}]}}}
    Animal: {type: object, xml: {name: animal}, properties: {legs: {type: integer}}}
",
    );
    assert_eq!(fields(&api, "Zoo")[0].xml, FieldXml::default());
}

#[test]
fn what_is_no_name_in_xml_is_not_used_or_noted() {
    let (api, notes) = sent(
        "    Zoo:
      type: object
      properties:
        bad: {type: string, xml: {name: '\"><!--', prefix: 'a b', namespace: '\"><!--'}}
        two words: {type: string}
        made at: {type: string, readOnly: true}
        one: {type: string, xml: {attribute: true, name: a}}
        other: {type: string, xml: {attribute: true, name: a}}
        whole: {type: object, additionalProperties: true, xml: {attribute: true}}
        words: {type: array, items: {type: string}, xml: {nodeType: text}}
",
    );
    let [bad, .., whole, words] = fields(&api, "Zoo") else { panic!() };
    assert_eq!(bad.xml, FieldXml { namespace: some("\"><!--"), ..FieldXml::default() });
    assert_eq!(whole.xml.name.as_deref(), Some("whole"));
    assert!(!words.xml.only_text);
    let notes: Vec<&str> = notes.iter().map(|note| note.split(" (at ").next().unwrap()).collect();
    assert_eq!(
        notes,
        [
            "`\"><!--` is no name in XML, and is not used as one",
            "`a b` is no prefix in XML, and is not used as one",
            "`two words` is no name in XML; requests with it are refused",
            "another attribute is called `a`; requests with both are refused",
            "an attribute holds a single value; it is written as an element",
            "a text holds a single value; it is written as an element",
        ]
    );
}

#[test]
fn the_root_has_the_name_of_its_schema_or_of_its_only_field() {
    let root = |schema: &str| {
        let (api, notes) = lowered(&format!(
            "openapi: 3.1.0
info: {{title: T, version: '1'}}
servers: [{{url: 'https://zoo.example'}}]
paths:
  /zoo: {{put: {{operationId: put, requestBody: {{content: {{text/xml: {schema}}}}}, responses: {{}}}}}}
components:
  schemas:
    Zoo: {{type: object, properties: {{a: {{type: string}}}}}}
    Named: {{type: object, xml: {{name: n, prefix: p, namespace: u}}, properties: {{a: {{type: string}}}}}}
    Zoos: {{type: array, items: {{$ref: '#/components/schemas/Zoo'}}}}
"
        ));
        (api.operations[0].body.clone().unwrap().xml, notes.len())
    };
    let named = |name: &str| FieldXml { name: some(name), ..FieldXml::default() };
    let refer = |name: &str| format!("{{schema: {{$ref: '#/components/schemas/{name}'}}}}");
    assert_eq!(root(&refer("Zoo")), (named("Zoo"), 0));
    assert_eq!(root(&refer("Named")), (FieldXml { prefix: some("p"), namespace: some("u"), ..named("n") }, 0));
    assert_eq!(root(&refer("Zoos")), (FieldXml { item: some("Zoo"), ..named("Zoos") }, 0));
    let envelope = FieldXml { envelope: true, ..named("root") };
    assert_eq!(root("{schema: {type: object, properties: {Zoo: {type: string}}}}"), (envelope.clone(), 0));
    assert_eq!(root("{}"), (envelope, 0));
    let two = "{schema: {type: object, properties: {a: {type: string}, b: {type: string}}}}";
    assert_eq!(root(two), (named("root"), 1), "with a note");
    assert_eq!(root("{schema: {type: string, xml: {name: word}}}"), (named("word"), 0));
}

#[test]
fn a_text_without_a_name_is_the_whole_document() {
    let (api, notes) = lowered(
        "openapi: 3.1.0
info: {title: T, version: '1'}
servers: [{url: 'https://zoo.example'}]
paths:
  /zoo: {put: {operationId: put, requestBody: {content: {text/xml: {schema: {type: string}}}}, responses: {}}}
",
    );
    assert_eq!(api.operations[0].body.as_ref().unwrap().payload, Payload::Text);
    assert_eq!(notes, [""; 0]);
}

#[test]
fn types_of_the_prelude_keep_their_names() {
    let (api, _) = sent(
        "    Zoo: {type: object, properties: {a: {$ref: '#/components/schemas/XmlNode'}}}
    XmlNode: {type: object, properties: {a: {type: string}}}
",
    );
    let idents: Vec<&str> = api.types.iter().map(|definition| definition.name.ident.as_str()).collect();
    assert_eq!(idents, ["Zoo", "XmlNodeModel"]);
}

#[test]
fn parts_are_documents_too() {
    let (api, _) = lowered(
        "openapi: 3.1.0
info: {title: T, version: '1'}
servers: [{url: 'https://zoo.example'}]
paths:
  /zoo:
    put:
      operationId: put
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                zoo: {$ref: '#/components/schemas/Zoo'}
                all: {type: array, items: {$ref: '#/components/schemas/Named'}}
                whole: {type: string}
                file: {type: string, format: binary}
            encoding:
              zoo: {contentType: application/xml}
              all: {contentType: text/xml}
              whole: {contentType: application/xml}
              file: {contentType: application/xml}
      responses: {}
components:
  schemas:
    Zoo: {type: object, properties: {a: {type: string}}}
    Named: {type: object, xml: {name: n}, properties: {a: {type: string}}}
    Other: {type: object, properties: {a: {type: string}}}
",
    );
    let roots = api.operations[0].parameters.iter().map(|part| part.xml.as_ref()?.name.as_deref());
    assert_eq!(roots.collect::<Vec<_>>(), [Some("zoo"), Some("n"), None, None]);
    let sent = api.types.iter().filter(|definition| definition.sent_as_xml).map(|definition| &*definition.name.wire);
    assert_eq!(sent.collect::<Vec<_>>(), ["Zoo", "Named"]);
}
