//! Routes whose address holds the secret of an emailed link. A route says so where it is mounted, and everything that treats
//! such an address with care asks here.

use actix_web::Resource;
use actix_web::dev::ServiceRequest;

/// The name that the resource map keeps for such a route. Nothing else names a resource.
const NAME: &str = "secret-address";

/// Mounts a route whose address holds a secret: it must not become a referrer.
pub(crate) fn secret_address(resource: Resource) -> Resource {
    resource.name(NAME)
}

/// Whether the address of this request holds a secret, whatever becomes of the request.
pub(crate) fn is_secret(req: &ServiceRequest) -> bool {
    req.match_name() == Some(NAME)
}
