//! `make demo` without the compiling: the script runs to its end and shows what it promises.

use assert_cmd::Command;
use std::path::Path;

#[test]
fn the_demo_shows_report_tables_explanation_and_turtle() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/demo.sh");
    let mut command = Command::new("bash");
    let output = command.arg(script).arg(assert_cmd::cargo::cargo_bin!("depeche")).output().expect("bash runs");
    let out = String::from_utf8(output.stdout).unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{out}\n{err}");
    assert!(err.contains("documents read") && err.contains("laws hold"), "{err}");
    for expected in ["$ depeche build", "visitor", "parties", "rule fr/", "@prefix dep:", "Your own texts"] {
        assert!(out.contains(expected), "“{expected}” is not in:\n{out}");
    }
}
