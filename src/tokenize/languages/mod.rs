//! The data of each language.

pub(super) mod de;
pub(super) mod en;
pub(super) mod es;
pub(super) mod fr;
pub(super) mod it;
pub(super) mod nl;
pub(super) mod pl;
pub(super) mod tr;
pub(super) mod uk;
pub(super) mod und;
