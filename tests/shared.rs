//! Texts that many tests read, and texts that lie beside the checkout on some machines only: a test that wants those passes
//! without them, and says so.

use depeche::document::Document;
use depeche::source::{Documents, Input, Limits, Received};
use std::path::{Path, PathBuf};

/// The documents of a file or folder, as a build takes them; what it refuses is left out.
pub fn documents(path: &Path) -> Vec<Document> {
    let received = Documents::new(vec![Input::Path(path.to_owned())], Limits::default(), std::io::empty());
    received.filter_map(|received| if let Received::Document { document, .. } = received { Some(*document) } else { None }).collect()
}

/// `../shared/NAME`, if it is there.
pub fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: ../shared/{name} is not here");
    None
}
