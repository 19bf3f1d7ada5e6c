//! Pieces of an OpenAPI document that the library has no short way for.

use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::{AllOf, Components, HeaderBuilder, Object, ObjectBuilder, OneOf, Ref, RefOr, Schema, Type};

/// Removes the defaults of the types: an absent member is a missing one, not one with an empty value.
pub(super) fn without_defaults(components: &mut Components) {
    for schema in components.schemas.values_mut() {
        let RefOr::T(Schema::Object(schema)) = schema else { continue };
        for member in schema.properties.values_mut() {
            if let RefOr::T(Schema::Object(Object { default, .. }) | Schema::OneOf(OneOf { default, .. })) = member {
                *default = None;
            }
        }
    }
}

pub(super) fn operations(path: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let PathItem { get, put, post, delete, patch, .. } = path;
    let all = [("GET", get), ("PUT", put), ("POST", post), ("DELETE", delete), ("PATCH", patch)];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

pub(super) fn text_header(description: &str) -> utoipa::openapi::Header {
    HeaderBuilder::new()
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .description(Some(description))
        .build()
}

pub(super) fn code_member(codes: Vec<&'static str>) -> ObjectBuilder {
    ObjectBuilder::new().property("code", ObjectBuilder::new().schema_type(Type::String).enum_values(Some(codes)))
}

pub(super) fn with_codes(failure: &str, member: ObjectBuilder) -> Schema {
    let failure: RefOr<Schema> = Ref::from_schema_name(failure).into();
    let mut both = AllOf::new();
    both.items = vec![failure, member.into()];
    Schema::AllOf(both)
}
