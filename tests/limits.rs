//! A query that would run for ever ends, whatever the engine does.

use depeche::query::{Answer, Excess, GRACE, Gauges, Limits, Prepared, QueryError, Watchdog, results};
use oxigraph::model::{GraphName, Literal, NamedNode, Quad};
use oxigraph::store::Store;
use std::io::Write;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

fn clock() -> Gauges {
    let start = Instant::now();
    Gauges { clock: Box::new(move || start.elapsed()), memory: Box::new(|| None) }
}

fn never(excess: Excess) {
    // A panic would end the watchdog's thread only.
    let _ = writeln!(std::io::stderr(), "gave up: {excess}");
    std::process::abort();
}

fn store_of(quads: i64) -> Store {
    let store = Store::new().unwrap();
    let quad = |n: i64| {
        let subject = NamedNode::new_unchecked(format!("https://example.org/{n}"));
        Quad::new(subject, NamedNode::new_unchecked("https://example.org/n"), Literal::from(n), GraphName::DefaultGraph)
    };
    store.extend((0..quads).map(quad)).unwrap();
    store
}

fn limits(timeout: Duration) -> Limits {
    Limits { timeout: Some(timeout), ..Limits::default() }
}

#[test]
fn a_query_that_takes_too_long_is_cancelled() {
    let limit = Duration::from_millis(100);
    let watchdog = Watchdog::start(&limits(limit), clock(), never).unwrap();
    let query = Prepared::parse("SELECT * { ?a ?b ?c }").unwrap();
    let Answer::Solutions(mut rows) = query.run(&store_of(10), &watchdog).unwrap() else { unreachable!() };
    assert!(rows.next().unwrap().is_ok());
    std::thread::sleep(limit * 4);
    match rows.find_map(Result::err) {
        Some(QueryError::Stopped(excess)) => assert_eq!(excess, Excess::Time(limit)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_query_that_ends_is_left_alone() {
    let watchdog = Watchdog::start(&limits(Duration::from_mins(1)), clock(), never).unwrap();
    let query = Prepared::parse("SELECT ?a { ?a ?b ?c } ORDER BY ?a").unwrap();
    let Answer::Solutions(rows) = query.run(&store_of(3), &watchdog).unwrap() else { unreachable!() };
    let mut out = Vec::new();
    let written =
        results::write_rows(rows, results::ResultFormat::Csv, &results::TableLook::default(), Some(2), watchdog.outside(&mut out)).unwrap();
    assert_eq!(written, results::Written { rows: 2, truncated: true });
    assert_eq!(String::from_utf8(out).unwrap(), "a\r\nhttps://example.org/0\r\nhttps://example.org/1\r\n");
}

#[test]
fn what_does_not_notice_is_given_up_on() {
    let (sender, given_up) = mpsc::channel();
    let begun = Instant::now();
    let watchdog = Watchdog::start(&limits(Duration::from_millis(100)), clock(), move |excess| {
        let _ = sender.send(excess);
    })
    .unwrap();
    // Nothing looks at the token.
    let excess = given_up.recv_timeout(Duration::from_secs(20)).unwrap();
    assert_eq!(excess, Excess::Time(Duration::from_millis(100)));
    assert!(begun.elapsed() >= Duration::from_millis(100) + GRACE);
    assert_eq!(excess.to_string(), "the query was stopped after 0.1 s (--timeout); ask for less, or give it more time");
    drop(watchdog);
}

#[test]
fn memory_is_a_limit_too() {
    let (sender, given_up) = mpsc::channel();
    let used = Arc::new(AtomicU64::new(1 << 20));
    let gauge = Arc::clone(&used);
    let gauges = Gauges { memory: Box::new(move || Some(gauge.load(Ordering::Relaxed))), ..clock() };
    let limits = Limits { timeout: None, memory: Some(100 << 20), rows: None };
    let watchdog = Watchdog::start(&limits, gauges, move |excess| {
        let _ = sender.send(excess);
    })
    .unwrap();
    assert!(given_up.recv_timeout(Duration::from_millis(300)).is_err());
    used.store(200 << 20, Ordering::Relaxed);
    let excess = given_up.recv_timeout(Duration::from_secs(20)).unwrap();
    assert_eq!(excess, Excess::Memory { limit: 100 << 20, used: 200 << 20 });
    assert_eq!(excess.to_string(), "the query was stopped at 200 MiB of memory (the limit is 100 MiB); ask for less");
    drop(watchdog);
}

/// A reader that takes its time, as `less` does.
struct Slow;

impl std::io::Write for Slow {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        std::thread::sleep(Duration::from_millis(400));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn waiting_for_the_reader_is_not_the_querys_time() {
    let watchdog = Watchdog::start(&limits(Duration::from_millis(300)), clock(), never).unwrap();
    let mut out = watchdog.outside(Slow);
    for _ in 0..3 {
        out.write_all(b"row").unwrap();
    }
    let query = Prepared::parse("ASK { ?a ?b ?c }").unwrap();
    assert!(matches!(query.run(&store_of(1), &watchdog), Ok(Answer::Boolean(true))));
}

/// The whole way, in a process of its own: the engine looks at no token here, and has no bound on memory.
const RUNAWAYS: [&str; 3] = [
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g",
    "SELECT (COUNT(*) AS ?n) { VALUES ?a { %V } VALUES ?b { %V } VALUES ?c { %V } VALUES ?d { %V } VALUES ?e { %V } FILTER(?a + ?b + ?c + ?d + ?e < 0) }",
    "SELECT (COUNT(*) AS ?n) { { SELECT ?a { ?a ?p ?x } } { SELECT ?b { ?b ?q ?y } } { SELECT ?c { ?c ?r ?z } } { SELECT ?d { ?d ?s ?w } } FILTER(STRLEN(CONCAT(STR(?a), STR(?b), STR(?c), STR(?d))) < 0) }",
];

#[test]
fn runaway_queries_end_with_their_process() {
    for number in 0..RUNAWAYS.len() {
        let begun = Instant::now();
        let status = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "limits::runaway_child", "--ignored", "--nocapture"])
            .env("DEPECHE_TEST_RUNAWAY", number.to_string())
            .output()
            .unwrap();
        assert_eq!(status.status.code(), Some(2), "{}", String::from_utf8_lossy(&status.stderr));
        assert!(String::from_utf8_lossy(&status.stderr).contains("the query was stopped after 0.5 s"));
        assert!(begun.elapsed() < Duration::from_secs(15), "query {number} took {:?}", begun.elapsed());
    }
}

#[test]
#[ignore = "a process of its own for the test before"]
fn runaway_child() {
    let Ok(number) = std::env::var("DEPECHE_TEST_RUNAWAY") else {
        return;
    };
    let values: Vec<String> = (0..2000).map(|n| n.to_string()).collect();
    let text = RUNAWAYS[number.parse::<usize>().unwrap()].replace("%V", &values.join(" "));
    let give_up = |excess: Excess| {
        let _ = writeln!(std::io::stderr(), "{excess}");
        std::process::exit(2);
    };
    let watchdog = Watchdog::start(&limits(Duration::from_millis(500)), clock(), give_up).unwrap();
    match Prepared::parse(&text).unwrap().run(&store_of(3000), &watchdog) {
        Err(QueryError::Stopped(excess)) => give_up(excess),
        Err(other) => panic!("{other}"),
        Ok(Answer::Solutions(mut rows)) => match rows.next() {
            Some(Err(QueryError::Stopped(excess))) => give_up(excess),
            _ => panic!("it ended by itself"),
        },
        Ok(_) => unreachable!(),
    }
}
