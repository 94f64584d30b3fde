//! Texts that lie beside the checkout on some machines only. A test that wants them passes without them, and says so.

use std::path::{Path, PathBuf};

/// `../shared/NAME`, if it is there.
pub fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: ../shared/{name} is not here");
    None
}
