//! What may be typed: clap's types and their help, nothing else. `command` says what is done with it.
//!
//! Completions and manual pages are made from these types. Whoever adds a command here lists it in `command::run`.

use crate::export::Format;
use crate::period::Period;
use crate::score::Kind;
use anstream::ColorChoice;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;
use jiff::civil::Date;
use std::path::PathBuf;

/// Reads news texts and builds a knowledge graph of people, states, treaties and visits.
///
/// Texts go in (French first); RDF comes out: who went where and when, who signed what with whom, what came into force,
/// what replaced what, and which sentence of which article says so.
#[derive(Debug, Parser)]
#[command(name = "depeche", version, propagate_version = true, arg_required_else_help = true, after_long_help = EXAMPLES, max_term_width = 110)]
pub(super) struct Line {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  depeche build articles/                          read a folder of texts into ./depeche.store
  depeche query visits --param visitor=Levits      who went where, as a table
  depeche query --list                             all questions that are ready to be asked
  depeche explain Q348043                          the sentences behind a thing
  depeche export --format turtle > graph.ttl       the graph as a file
  depeche extract - < texts.jsonl > claims.jsonl   read only, as a filter

Exit status:
  0  done (also when whoever read the output closed it)
  1  done, but some documents were refused, a check failed, or two graphs differ
  2  could not run; the message says why and what to do";

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub(super) struct Common {
    /// Folder of the store.
    #[arg(long, global = true, overrides_with = "store", value_name = "DIR", default_value = "depeche.store", value_hint = ValueHint::DirPath)]
    pub(super) store: PathBuf,
    /// What the IRIs of the graph begin with. A store keeps the one that it was made with.
    #[arg(long, global = true, value_name = "IRI", value_hint = ValueHint::Url)]
    pub(super) base: Option<String>,
    /// Say only what went wrong.
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// When to use colours.
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Colour::Auto, alias = "colour", hide_possible_values = false)]
    pub(super) color: Colour,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, unless the environment says otherwise (`NO_COLOR`).
    Auto,
    Always,
    Never,
}

impl From<Colour> for ColorChoice {
    fn from(colour: Colour) -> Self {
        match colour {
            Colour::Auto => Self::Auto,
            Colour::Always => Self::Always,
            Colour::Never => Self::Never,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Build(Build),
    Remove(Remove),
    Query(Query),
    Explain(Explain),
    Export(Export),
    Diff(Diff),
    Check(Check),
    Extract(Extract),
    Merge(Merge),
    Eval(Eval),
    Completions(Completions),
    Man(Man),
}

/// Read documents, merge what they say, put it into the store.
///
/// Adds to a store that is there, or makes a new one. A document that the store already holds is replaced; reading the same
/// documents again changes nothing. Documents that cannot be read are listed with the reason, and the rest goes on.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  depeche build articles/ more.jsonl
  zcat archive.jsonl.gz | depeche build -
  depeche --store /data/graph build --jobs 4 archive.jsonl

An INPUT is
  a .txt file         one document; its id is the file's name
  a .jsonl file       one document a line, an object with the keys id, url, published, title,
                      text, language; only text is required, other keys are kept
  a folder            the .txt, .jsonl and .ndjson files in it, at any depth, no hidden ones
  -                   standard input: JSON Lines if it begins with {, else one text
Texts are UTF-8. For others:  iconv -f WINDOWS-1252 -t UTF-8 old.txt > new.txt")]
pub(super) struct Build {
    /// Files, folders, or - for standard input.
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub(super) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) reading: Reading,
}

/// Take documents out of the store, and what only they said.
///
/// The store is then what a build of its other documents gives: they are merged again, as `build` does. Names of documents
/// that it does not hold are refused, and the others go; if it holds none of them, nothing is changed.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  depeche query documents --param to=1999     which are there, and of which ids?
  depeche remove 001.txt 002.txt
  depeche remove https://w3id.org/depeche/document/001.txt

Exit status 1 if some of the documents were not in the store, 2 if none was.")]
pub(super) struct Remove {
    /// Documents, by their ids or IRIs: `depeche query documents` lists them.
    #[arg(required = true, value_name = "ID")]
    pub(super) documents: Vec<String>,
    #[command(flatten)]
    pub(super) merging: Merging,
}

/// Read documents and print what each says, as claims.
///
/// A filter that keeps nothing and needs no store: documents in, one line of JSON for each out, in the order of the input.
/// `depeche merge` makes a graph of such lines, wherever and in whatever pieces they were made.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  depeche extract article.txt
  depeche extract - < texts.jsonl > claims.jsonl
  depeche extract --format nq articles/ > reports.nq
  depeche extract --trace article.txt             why was this read so, or not at all?
  depeche extract --abstained articles/           what was left out because it was not sure
  split -n l/8 texts.jsonl part.
  ls part.* | xargs -P 8 -I {} sh -c 'depeche extract - < {} > {}.claims'
  depeche merge part.*.claims

With --jobs 1 each document is answered before the next one is read.")]
pub(super) struct Extract {
    /// Files, folders, or - for standard input, as for `build`.
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub(super) inputs: Vec<PathBuf>,
    /// How to print them.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ClaimsFormat::Jsonl)]
    pub(super) format: ClaimsFormat,
    /// Print what was nearly read instead, one line each: where, what, why it was not asserted, by which rule.
    #[arg(long, conflicts_with = "format")]
    pub(super) abstained: bool,
    /// Show the reading instead, sentence by sentence: what was recognised, which rules fired, which were blocked and why.
    #[arg(long, conflicts_with_all = ["format", "abstained"])]
    pub(super) trace: bool,
    #[command(flatten)]
    pub(super) reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ClaimsFormat {
    /// JSON Lines, one document a line.
    Jsonl,
    /// N-Quads, one named graph a document.
    Nq,
}

/// With what documents are read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
pub(super) struct Reading {
    /// How many documents are read at a time; 0 for as many as there are processors.
    #[arg(long, short, value_name = "N", default_value_t = 0)]
    pub(super) jobs: usize,
    /// Refuse longer texts and lines; k, M and G may follow the number.
    #[arg(long, value_name = "BYTES", default_value = "10M", value_parser = document_bytes)]
    pub(super) max_document_bytes: u32,
    #[command(flatten)]
    pub(super) knowledge: Knowledge,
}

/// Words and names other than those that come with the program.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
pub(super) struct Knowledge {
    /// Read with the language pack of this folder instead of the one that comes with the program.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) lexicon: Option<PathBuf>,
    /// Take states, people and treaties from this folder instead of the ones that come with the program.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) gazetteer: Option<PathBuf>,
}

/// With what claims are merged that were read before.
#[derive(Debug, Args)]
pub(super) struct Merging {
    /// Merge with the states, people and treaties of this folder instead of the ones that come with the program.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) gazetteer: Option<PathBuf>,
}

/// Merge claims into one graph and print it.
///
/// Needs no store. The same claims give the same bytes in whatever order or pieces they come.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  depeche merge claims.jsonl > graph.nq
  depeche extract articles/ | depeche merge - --format turtle")]
pub(super) struct Merge {
    /// Files of claims as `extract` prints them, or - for standard input.
    #[arg(required = true, value_name = "CLAIMS", value_hint = ValueHint::FilePath)]
    pub(super) claims: Vec<PathBuf>,
    /// How to print the graph: nq, nt, turtle, trig, rdfxml, jsonld.
    #[arg(long, value_name = "FORMAT", default_value = "nq", value_parser = str::parse::<Format>)]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) merging: Merging,
}

/// Read annotated documents and tell how well they were read.
///
/// For those who change a lexicon, a rule or a gazetteer: precision, recall and F1 with their 95 % intervals, what each rule
/// fired on and how often rightly, and two naive baselines beside them. Needs no store.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  depeche eval gold.jsonl
  depeche eval gold.jsonl --errors visits           each miss, each invention, each wrong date
  depeche eval gold.jsonl --rules                   rule by rule: times fired, times right
  depeche eval gold.jsonl --lexicon my-fr/ --ids even

GOLD is JSON Lines: a document's own fields (id, url, published, title, text) with states, people,
treaties and visits as a careful reader would put them on record; tests/corpus/README.md tells the keys.
Intervals are bootstrap intervals over documents (1000 draws).")]
pub(super) struct Eval {
    /// Files of annotated documents.
    #[arg(required = true, value_name = "GOLD", value_hint = ValueHint::FilePath)]
    pub(super) gold: Vec<PathBuf>,
    /// Only documents whose number (the digits of the id) is even, or odd.
    #[arg(long, value_name = "HALF", value_enum)]
    pub(super) ids: Option<Half>,
    /// List what was missed, invented or got wrong of this kind.
    #[arg(long, value_name = "KIND", value_parser = kinds())]
    pub(super) errors: Option<Kind>,
    /// Tell of each rule how often it fired, and how often rightly. In JSON this is always told.
    #[arg(long)]
    pub(super) rules: bool,
    /// Print the journeys that no rule tells instead, with their clues and whether GOLD has them: JSON Lines.
    ///
    /// The clues of likely.toml are weighed with it.
    #[arg(long, conflicts_with_all = ["errors", "rules", "format"])]
    pub(super) candidates: bool,
    /// How to print it.
    #[arg(long, short, value_name = "FORMAT", value_enum, default_value_t = ReportFormat::Text)]
    pub(super) format: ReportFormat,
    #[command(flatten)]
    pub(super) knowledge: Knowledge,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Half {
    Even,
    Odd,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// For people.
    Text,
    /// One JSON object.
    Json,
}

/// Ask the graph a question: a named one, or your own in SPARQL.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  depeche query --list                                    the named questions and their parameters
  depeche query --list visits                             all about one of them, its SPARQL too
  depeche query visits --param destination=VNM --param from=2024
  depeche query treaties --param party=PRK --format csv
  depeche query visits --as-of-publication 2024-06        what could be read by the end of June 2024
  depeche query mine.rq
  echo 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }' | depeche query -

Own queries are SPARQL 1.1. Only questions: nothing is changed, and no other server is asked.")]
pub(super) struct Query {
    /// Name of a question, a file that holds one, or - for standard input.
    #[arg(value_name = "NAME|FILE|-", required_unless_present = "list")]
    pub(super) question: Option<String>,
    /// List the named questions; with a NAME, tell all about that one.
    #[arg(long, short)]
    pub(super) list: bool,
    /// A parameter of the question. May be repeated.
    #[arg(long, short, value_name = "NAME=VALUE", value_parser = parameter, action = ArgAction::Append)]
    pub(super) param: Vec<(String, String)>,
    /// How to print the answer: table, csv, tsv, json, xml; for CONSTRUCT and DESCRIBE nq, nt, turtle, trig, rdfxml, jsonld.
    #[arg(long, short, value_name = "FORMAT")]
    pub(super) format: Option<String>,
    /// Stop after so many seconds; 0 for never.
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub(super) timeout: u64,
    /// Print at most so many rows; 0 for all.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) max_rows: usize,
    /// Stop when the program takes more memory than this; k, M and G may follow the number.
    #[arg(long, value_name = "BYTES", default_value = "4G", value_parser = bytes)]
    pub(super) max_memory: u64,
    #[command(flatten)]
    pub(super) as_of: AsOf,
}

/// From which documents a question is answered: all, or those that were published by a day.
#[derive(Debug, Args)]
#[command(next_help_heading = "As it was known", mut_arg("gazetteer", |arg| arg.requires("as_of_publication")))]
pub(super) struct AsOf {
    /// Answer from the documents published by the end of this year, month or day: 2024, 2024-06, 2024-06-19.
    ///
    /// They are merged again, in memory, which takes as long as their build did after reading, and does not count for
    /// --timeout. A document dated with a month or a year only counts as published at its end.
    #[arg(id = "as_of_publication", long = "as-of-publication", value_name = "DATE", value_parser = last_day)]
    pub(super) last_day: Option<Date>,
    /// From documents without a publication date, too.
    #[arg(long, requires = "as_of_publication")]
    pub(super) undated: bool,
    #[command(flatten)]
    pub(super) merging: Merging,
}

/// Print the graph, or a part of it, as a file.
///
/// Sorted, with the prefixes that are used and no others: two exports of one store are equal byte for byte.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  depeche export > graph.ttl
  depeche export --format nq --graph all > everything.nq
  depeche export --graph 001.txt          what one document says, and its evidence")]
pub(super) struct Export {
    /// How to print it: turtle, trig, nt, nq, rdfxml, jsonld.
    #[arg(long, short, value_name = "FORMAT", default_value = "turtle", value_parser = str::parse::<Format>)]
    pub(super) format: Format,
    /// merged, background, all, or the id or IRI of a document [default: all for trig, nq and jsonld, else merged].
    #[arg(long, short, value_name = "GRAPH")]
    pub(super) graph: Option<String>,
    /// RDF Dataset Canonicalization (RDFC-1.0): N-Quads of which a hash can be signed.
    #[arg(long, conflicts_with = "format")]
    pub(super) canonical: bool,
}

/// Tell in words how two graphs differ: what the second has and the first has not, what was dropped, what changed.
///
/// Compares merged graphs: visits, treaties, their acts and people are told one by one; states, places, disagreements and
/// background facts are counted. A thing is known by its IRI, else by an alias, so a visit whose day is known better is one that
/// changed. Nothing is written to either side.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  depeche diff depeche.store new.store            what did the new texts bring?
  depeche diff yesterday.ttl depeche.store        an export of yesterday against the store of today
  depeche diff old.nq new.nq --format json        for programs: every value that differs
  depeche --quiet diff a.ttl b.ttl > /dev/null && echo the same

A and B are each the folder of a store, or a file of statements: .ttl, .nt, .nq, .trig, also .rdf and .jsonld,
as `export` and `merge` write them. What documents say (their own graphs) is not compared; background facts are
where both sides hold them.

Exit status, as that of diff(1):
  0  nothing differs
  1  something differs
  2  could not run")]
pub(super) struct Diff {
    /// What was: the folder of a store, or a file of statements.
    #[arg(value_name = "A", value_hint = ValueHint::AnyPath)]
    pub(super) before: PathBuf,
    /// What is now: the folder of a store, or a file of statements.
    #[arg(value_name = "B", value_hint = ValueHint::AnyPath)]
    pub(super) after: PathBuf,
    /// How to print it.
    #[arg(long, short, value_name = "FORMAT", value_enum, default_value_t = ReportFormat::Text)]
    pub(super) format: ReportFormat,
}

/// Show the sentences behind a thing: quoted, with document, offsets and rule.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  depeche explain https://w3id.org/depeche/treaty/FIN-SEN_2023-11-08
  depeche explain treaty/FIN-SEN_2023-11-08      the same, the base left out
  depeche explain treaty:FIN-SEN_2023-11-08      the same, as tables show it
  depeche explain Q33                            a Wikidata id
  depeche explain \"Aino Lahtinen\"                a name
  depeche explain 001.txt                        a document: what it says

IRIs come from `query` and `export`. One that later documents have changed still leads to its thing.")]
pub(super) struct Explain {
    /// IRI, Wikidata id, name, or document id.
    #[arg(value_name = "THING")]
    pub(super) thing: String,
}

/// Test the laws and the shapes of the graph and list what breaks them.
///
/// Each law is a query that must find nothing; the shapes (SHACL) say what a node must carry. Errors are faults of the program, warnings are oddities of the sources;
/// errors make the exit status 1.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  depeche check
  depeche check --deny-warnings
  depeche check --shapes always")]
pub(super) struct Check {
    /// Try the SHACL shapes: `auto` on a store of up to 500,000 statements, since all of them are held in memory.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(super) shapes: ShapesWhen,

    /// Warnings make the exit status 1, too.
    #[arg(long)]
    pub(super) deny_warnings: bool,
}

/// When `check` tries the shapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum ShapesWhen {
    #[default]
    Auto,
    Always,
    Never,
}

/// Print completions for a shell.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  depeche completions bash > ~/.local/share/bash-completion/completions/depeche
  depeche completions zsh > ~/.zfunc/_depeche
  depeche completions fish > ~/.config/fish/completions/depeche.fish")]
pub(super) struct Completions {
    pub(super) shell: Shell,
}

/// Print a manual page.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  depeche man | man -l -
  depeche man query > depeche-query.1")]
pub(super) struct Man {
    /// Of this command; of the whole program if none is named.
    pub(super) command: Option<String>,
}

/// `10M`, `64k`, `2000000`.
fn bytes(typed: &str) -> Result<u64, String> {
    let digits = typed.trim_end_matches(|c: char| !c.is_ascii_digit());
    let factor: u64 = match &typed[digits.len()..] {
        "" => 1,
        "k" | "K" => 1_000,
        "M" => 1_000_000,
        "G" => 1_000_000_000,
        other => return Err(format!("“{other}” is no unit; k, M or G may follow the number")),
    };
    let number: u64 = digits.parse().map_err(|_| "a number of bytes is wanted, such as 2000000 or 2M".to_owned())?;
    number.checked_mul(factor).filter(|bytes| *bytes > 0).ok_or_else(|| "it must be more than nothing, and fit in 64 bits".to_owned())
}

/// Offsets into a text are 32 bits wide.
fn document_bytes(typed: &str) -> Result<u32, String> {
    u32::try_from(bytes(typed)?).map_err(|_| format!("it must be less than {} bytes", u32::MAX))
}

/// The last day of a year, a month or a day.
fn last_day(typed: &str) -> Result<Date, String> {
    let period = typed.trim().parse::<Period>().ok();
    period
        .filter(|period| matches!(period, Period::Year(_) | Period::Month(..) | Period::Day(_)))
        .and_then(Period::bounds)
        .map(|(_, last)| last)
        .ok_or_else(|| "a year, a month or a day is wanted (2024, 2024-06, 2024-06-19)".to_owned())
}

fn kinds() -> impl TypedValueParser<Value = Kind> {
    let named = |name: String| Kind::ALL.into_iter().find(|kind| kind.as_str() == name);
    PossibleValuesParser::new(Kind::ALL.map(Kind::as_str)).try_map(move |name| named(name).ok_or("no kind"))
}

fn parameter(typed: &str) -> Result<(String, String), String> {
    let (name, value) = typed.split_once('=').ok_or("a parameter is written NAME=VALUE, such as from=2024-06")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_types_hold_together() {
        Line::command().debug_assert();
    }

    /// Only what is merged again can be merged with other names.
    #[test]
    fn a_question_takes_a_gazetteer_with_a_day_only() {
        let typed = |words: &[&str]| Line::try_parse_from([&["depeche", "query", "visits"], words].concat()).is_ok();
        assert!(typed(&["--gazetteer", "mine", "--as-of-publication", "2024"]));
        assert!(!typed(&["--gazetteer", "mine"]));
    }

    #[test]
    fn kinds_are_those_of_the_score() {
        let typed = |kind: &str| Line::try_parse_from(["depeche", "eval", "gold.jsonl", "--errors", kind]);
        for kind in Kind::ALL {
            assert!(matches!(typed(kind.as_str()).unwrap().command, Command::Eval(Eval { errors: Some(found), .. }) if found == kind));
        }
        let told = typed("visit").unwrap_err().to_string();
        assert!(Kind::ALL.iter().all(|kind| told.contains(kind.as_str())), "{told}");
    }

    #[test]
    fn sizes() {
        assert_eq!(bytes("10M"), Ok(10_000_000));
        assert_eq!(bytes("64k"), Ok(64_000));
        assert_eq!(bytes("12"), Ok(12));
        for wrong in ["", "M", "0", "5G", "10MB", "-1", "1.5M"] {
            assert!(document_bytes(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn dates_end_with_their_last_day() {
        for (typed, last) in [("2024", "2024-12-31"), ("2024-02", "2024-02-29"), (" 2024-06-19", "2024-06-19")] {
            assert_eq!(last_day(typed).map(|day| day.to_string()).as_deref(), Ok(last));
        }
        for wrong in ["", "2024-13", "2024-02-30", "XXXX-06", "[2024-06-17..2024-06-23]", "hier", "24"] {
            assert!(last_day(wrong).is_err(), "{wrong}");
        }
    }
}
