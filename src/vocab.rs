//! The terms of the ontology as constants, and those of other vocabularies that the graph uses.
//!
//! Not the ontology itself: labels and reasons are in `ontology/depeche.ttl`, and a test compares the two both ways.
//! Called by `graph`, `query` and `export`; nothing else spells a term.

use oxigraph::model::{NamedNode, NamedNodeRef};

/// Namespace of the ontology; fixed, whatever the base of the data.
pub const NAMESPACE: &str = "https://w3id.org/depeche/ontology#";

/// Constants in one namespace, with a list of all of them.
macro_rules! terms {
    ($namespace:literal: $($(#[$doc:meta])* $constant:ident = $local:literal;)+) => {
        $($(#[$doc])* pub const $constant: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));)+

        /// Every constant of this list.
        pub const ALL: &[NamedNodeRef<'static>] = &[$($constant),+];
    };
}

/// Classes of the ontology.
pub mod class {
    use oxigraph::model::NamedNodeRef;

    terms! { "https://w3id.org/depeche/ontology#":
        /// A human being whom at least one document names or describes.
        PERSON = "Person";
        /// A state, living or dead, or a territory that acts as one.
        STATE = "State";
        /// An international organisation or armed group that can be party to a treaty.
        ORGANISATION = "Organisation";
        /// A town or site where something happened.
        PLACE = "Place";
        /// An international instrument, whatever its form.
        TREATY = "Treaty";
        /// Something done, or announced, with a treaty.
        TREATY_ACT = "TreatyAct";
        /// A promise of a treaty that documents quote or tell.
        ARTICLE = "Article";
        /// A physical journey of one person to one state other than the person's own.
        VISIT = "Visit";
        /// An office that documents give a person.
        OFFICE_HELD = "OfficeHeld";
        /// Documents contradict one another about one property of one node.
        DISAGREEMENT = "Disagreement";
        /// One of the values that a disagreement is about, with its own witnesses.
        SIDE = "Side";
        /// Two nodes that may be one thing but were not joined.
        POSSIBLE_IDENTITY = "PossibleIdentity";
        /// A text as it was received, with the record of what it says.
        DOCUMENT = "Document";
        /// A state or organisation that the document names, once a document.
        STATE_MENTION = "StateMention";
        /// A person as the document names or describes them, once a document.
        PERSON_MENTION = "PersonMention";
        /// An office that the document gives a person, at the time it speaks of, in the document's words.
        OFFICE_SAID = "OfficeSaid";
        /// An instrument as one document tells of it.
        TREATY_REPORT = "TreatyReport";
        /// An act as one document tells of it.
        ACT_REPORT = "ActReport";
        /// A promise of an instrument as one document quotes or tells it; the evidence holds the words.
        PROVISION = "Provision";
        /// A journey as one document tells of it.
        VISIT_REPORT = "VisitReport";
        /// The exact words that a statement rests on, where they stand, the rule that read them, and who is quoted as saying so.
        EVIDENCE = "Evidence";
        /// Something that looked like a statement and was not asserted, with the reason.
        ABSTENTION = "Abstention";
        /// The graph of what the gazetteer knows of the states and people that documents name.
        BACKGROUND = "Background";
        /// The record of how a store was made.
        BUILD = "Build";
        /// A time in which a person held an office, as the gazetteer knows it.
        TERM = "Term";
    }
}

/// Properties of the ontology.
pub mod property {
    use oxigraph::model::NamedNodeRef;

    /// First and last possible days of what is dated by words: they repeat what the words say, for queries.
    pub const BOUNDS: [NamedNodeRef<'static>; 8] =
        [START_FIRST, START_LAST, END_FIRST, END_LAST, DATE_FIRST, DATE_LAST, SIGNED_FIRST, SIGNED_LAST];

    terms! { "https://w3id.org/depeche/ontology#":
        /// The words that this rests on as a whole.
        EVIDENCE = "evidence";
        /// Where the state of a person was read.
        STATE_EVIDENCE = "stateEvidence";
        /// Where the destination was read.
        DESTINATION_EVIDENCE = "destinationEvidence";
        /// Where the town or site was read.
        PLACE_EVIDENCE = "placeEvidence";
        /// Where the first day was read.
        START_EVIDENCE = "startEvidence";
        /// Where the last day was read.
        END_EVIDENCE = "endEvidence";
        /// Where the date of an act was read.
        DATE_EVIDENCE = "dateEvidence";
        /// Where the parties were read.
        PARTY_EVIDENCE = "partyEvidence";
        /// Where it was read that one instrument replaces another.
        REPLACES_EVIDENCE = "replacesEvidence";
        /// Id of the rule that read the words.
        RULE = "rule";
        /// Who says so inside the text, in its words (“selon le Kremlin”).
        SAID_BY = "saidBy";
        /// A report or mention in a document's graph that tells of this node.
        WITNESS = "witness";
        /// How many different documents tell of it.
        DOCUMENTS = "documents";
        /// How many documents tell of it that do not print one and the same text.
        INDEPENDENT_WITNESSES = "independentWitnesses";
        /// Why merge told this report to be of the node it is a witness of.
        JOIN_REASON = "joinReason";
        /// The reason of the join as a sentence, with the date or treaty that decided.
        JOIN_NOTE = "joinNote";
        /// An IRI that one witness alone would give this node.
        ALIAS = "alias";
        /// This and that may be one thing.
        POSSIBLY_SAME_AS = "possiblySameAs";
        /// One of the two nodes that may be one.
        BETWEEN = "between";
        /// Why the two were not joined, as a word of a closed list.
        APART_REASON = "apartReason";
        /// The node on which documents disagree.
        ABOUT = "about";
        /// The property of the node on which documents disagree.
        PROPERTY = "property";
        /// One of the values that are said.
        SIDE = "side";
        /// What this side says.
        VALUE = "value";
        /// True for the side that the node keeps; absent from the others.
        KEPT = "kept";
        /// The code in the gazetteer.
        CODE = "code";
        /// Words that the document uses for it.
        FORM = "form";
        /// The order of a list whose values are not in sorted order.
        ORDER = "order";
        /// The Wikidata item, set only where the choice is safe.
        WIKIDATA = "wikidata";
        /// A Wikidata item that the name could mean, where no choice was safe.
        CANDIDATE = "candidate";
        /// Code of the state of a person or office, as said or evident.
        STATE_CODE = "stateCode";
        /// The state (or organisation) that a person or office belongs to.
        STATE = "state";
        /// An office that the document gives this person.
        OFFICE_SAID = "officeSaid";
        /// An office that at least one document gives this person.
        OFFICE_HELD = "officeHeld";
        /// Which office, as a concept of the closed list.
        OFFICE = "office";
        /// The title in the words of the text.
        TITLE = "title";
        /// Who travels.
        VISITOR = "visitor";
        /// The state visited.
        DESTINATION = "destination";
        /// Code of the state visited, as one document tells it.
        DESTINATION_CODE = "destinationCode";
        /// Town or site; several where documents name several.
        PLACE = "place";
        /// Town or site.
        PLACE_NAME = "placeName";
        /// The Wikidata item of the town or site.
        PLACE_WIKIDATA = "placeWikidata";
        /// First day, as EDTF.
        START = "start";
        /// First day that the start can be.
        START_FIRST = "startFirst";
        /// Last day that the start can be.
        START_LAST = "startLast";
        /// The words of the text for the start (“mercredi”), before they were settled.
        START_WORDS = "startWords";
        /// What the start follows from, where no report says it.
        START_DERIVED_FROM = "startDerivedFrom";
        /// Last day, as EDTF.
        END = "end";
        /// First day that the end can be.
        END_FIRST = "endFirst";
        /// Last day that the end can be.
        END_LAST = "endLast";
        /// The words of the text for the end.
        END_WORDS = "endWords";
        /// What the end follows from, where no report says it.
        END_DERIVED_FROM = "endDerivedFrom";
        /// In what form the visit is made, as the text says; several where documents differ.
        VISIT_KIND = "visitKind";
        /// How far the visit has come.
        VISIT_STATUS = "visitStatus";
        /// Who receives the visitor.
        HOST = "host";
        /// An instrument signed during the visit.
        SIGNED_THERE = "signedThere";
        /// Another stop of the tour that the visit is a part of.
        SAME_TOUR = "sameTour";
        /// Years since the visitor, or one of that office, was there before (“première visite en trente ans”).
        FIRST_IN_YEARS = "firstInYears";
        /// Code of the state visited right before or after it on one tour.
        TOUR_CODE = "tourCode";
        /// When this was news.
        NEWS = "news";
        /// The form of the instrument as texts call it.
        TREATY_KIND = "treatyKind";
        /// A state or organisation bound by the treaty.
        PARTY = "party";
        /// Code of a party, as one document tells it.
        PARTY_CODE = "partyCode";
        /// True where no text says that there are other parties; absent elsewhere.
        PARTIES_COMPLETE = "partiesComplete";
        /// True for several instruments told as one (“une douzaine d'accords”); absent elsewhere.
        BATCH = "batch";
        /// Where the instrument stands, as of the text.
        TREATY_STATUS = "treatyStatus";
        /// Something done, or announced, with the instrument.
        ACT = "act";
        /// A promise of the instrument.
        PROVISION = "provision";
        /// Number of the article, as texts write it.
        ARTICLE = "article";
        /// This instrument takes the place of that one.
        REPLACES = "replaces";
        /// Date of signature, done or announced, as EDTF.
        SIGNED = "signed";
        /// First day that the signature can be of.
        SIGNED_FIRST = "signedFirst";
        /// Last day that the signature can be of.
        SIGNED_LAST = "signedLast";
        /// What was done, as a concept of the closed list.
        ACT_TYPE = "actType";
        /// Day of the act, as EDTF.
        DATE = "date";
        /// First day that the act can be of.
        DATE_FIRST = "dateFirst";
        /// Last day that the act can be of.
        DATE_LAST = "dateLast";
        /// The words of the text for the date.
        DATE_WORDS = "dateWords";
        /// What the date follows from, where no report says it.
        DATE_DERIVED_FROM = "dateDerivedFrom";
        /// A party that did it.
        BY = "by";
        /// Code of a party that did it, as one document tells it.
        BY_CODE = "byCode";
        /// Who did it.
        PERSON = "person";
        /// False if it is announced, planned, refused or supposed.
        HAPPENED = "happened";
        /// When it was published, as EDTF; from the source, else as printed in the text.
        PUBLISHED = "published";
        /// First day that it can have been published.
        PUBLISHED_FIRST = "publishedFirst";
        /// Last day that it can have been published.
        PUBLISHED_LAST = "publishedLast";
        /// SHA-256 of the text in UTF-8, lower-case hexadecimal.
        SHA256 = "sha256";
        /// How much of its word sequences it shares with others.
        TEXT_SKETCH = "textSketch";
        /// Length of the text in UTF-8 bytes.
        BYTES = "bytes";
        /// What else the source said, as key=value; % and = in a key are percent-encoded.
        METADATA = "metadata";
        /// Version of the layout of the record; another version must be read anew.
        CLAIMS_VERSION = "claimsVersion";
        /// With which version of the program it was made.
        PROGRAM_VERSION = "programVersion";
        /// SHA-256 of the language pack that was used.
        LEXICON = "lexicon";
        /// SHA-256 of the gazetteer that was used.
        GAZETTEER = "gazetteer";
        /// Version of what the store holds and how.
        STORE_LAYOUT = "storeLayout";
        /// What the IRIs of the data begin with.
        BASE_IRI = "baseIri";
        /// True while a large build runs, absent otherwise.
        UNFINISHED = "unfinished";
        /// What was nearly read.
        WHAT = "what";
        /// Why it was not asserted.
        REASON = "reason";
        /// ISO 3166-1 alpha-2 code.
        ISO2 = "iso2";
        /// Seat of government.
        CAPITAL = "capital";
        /// A state that took its place.
        SUCCESSOR = "successor";
        /// A term of office of this person.
        TERM = "term";
    }
}

/// The local name of a term as words: `signedThere` → `signed there`.
#[must_use]
pub fn words(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

/// A closed list of the ontology: a SKOS concept scheme whose concepts are `prefix-name`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scheme {
    /// The concept scheme.
    pub iri: NamedNodeRef<'static>,
    /// What the local names of its concepts begin with, hyphen included.
    pub prefix: &'static str,
}

/// The concept schemes of the ontology.
pub mod scheme {
    use super::Scheme;
    use oxigraph::model::NamedNodeRef;

    /// What a person is said to be.
    pub const OFFICES: Scheme = Scheme { iri: NamedNodeRef::new_unchecked("https://w3id.org/depeche/ontology#offices"), prefix: "office-" };
    /// The form of an instrument, as texts call it.
    pub const TREATY_KINDS: Scheme =
        Scheme { iri: NamedNodeRef::new_unchecked("https://w3id.org/depeche/ontology#treaty-kinds"), prefix: "treaty-kind-" };
    /// Where an instrument stands, as of a text.
    pub const TREATY_STATUSES: Scheme =
        Scheme { iri: NamedNodeRef::new_unchecked("https://w3id.org/depeche/ontology#treaty-statuses"), prefix: "treaty-status-" };
    /// What is done with an instrument, in the order of its life.
    pub const ACT_TYPES: Scheme =
        Scheme { iri: NamedNodeRef::new_unchecked("https://w3id.org/depeche/ontology#act-types"), prefix: "act-" };
    /// In what form a visit is made, as texts say.
    pub const VISIT_KINDS: Scheme =
        Scheme { iri: NamedNodeRef::new_unchecked("https://w3id.org/depeche/ontology#visit-kinds"), prefix: "visit-kind-" };
    /// How far a visit has come.
    pub const VISIT_STATUSES: Scheme =
        Scheme { iri: NamedNodeRef::new_unchecked("https://w3id.org/depeche/ontology#visit-statuses"), prefix: "visit-status-" };

    /// Every scheme.
    pub const ALL: &[Scheme] = &[OFFICES, TREATY_KINDS, TREATY_STATUSES, ACT_TYPES, VISIT_KINDS, VISIT_STATUSES];
}

impl Scheme {
    /// The concept of this canonical name (`president`). Whether the list has such a name is for the caller's enum to know.
    #[must_use]
    pub fn concept(self, name: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{NAMESPACE}{}{name}", self.prefix))
    }

    /// The inverse of [`Self::concept`]; `None` for an IRI of another list.
    #[must_use]
    pub fn name(self, concept: &str) -> Option<&str> {
        concept.strip_prefix(NAMESPACE)?.strip_prefix(self.prefix)
    }
}

/// Terms of other vocabularies.
pub mod external {
    use oxigraph::model::NamedNodeRef;
    pub use oxigraph::model::vocab::{rdf, rdfs, xsd};

    macro_rules! external {
        ($($(#[$doc:meta])* $constant:ident = $iri:literal;)+) => {
            $($(#[$doc])* pub const $constant: NamedNodeRef<'static> = NamedNodeRef::new_unchecked($iri);)+
        };
    }

    external! {
        /// Datatype of dates as precise as they are known.
        EDTF = "http://id.loc.gov/datatypes/edtf/EDTF";
        /// The document's id as its source gives it.
        IDENTIFIER = "http://purl.org/dc/terms/identifier";
        /// A document's title.
        TITLE = "http://purl.org/dc/terms/title";
        /// A document's language, BCP 47.
        LANGUAGE = "http://purl.org/dc/terms/language";
        /// Where a document was published.
        URL = "http://schema.org/url";
        /// From evidence to its selectors.
        HAS_SELECTOR = "http://www.w3.org/ns/oa#hasSelector";
        /// UTF-8 bytes.
        DATA_POSITION_SELECTOR = "http://www.w3.org/ns/oa#DataPositionSelector";
        /// Unicode code points.
        TEXT_POSITION_SELECTOR = "http://www.w3.org/ns/oa#TextPositionSelector";
        /// The words themselves.
        TEXT_QUOTE_SELECTOR = "http://www.w3.org/ns/oa#TextQuoteSelector";
        /// First position of a selector.
        START = "http://www.w3.org/ns/oa#start";
        /// Position after the last one of a selector.
        END = "http://www.w3.org/ns/oa#end";
        /// The quoted words.
        EXACT = "http://www.w3.org/ns/oa#exact";
        /// The reading of a document.
        ACTIVITY = "http://www.w3.org/ns/prov#Activity";
        /// From a document's record to its reading.
        WAS_GENERATED_BY = "http://www.w3.org/ns/prov#wasGeneratedBy";
        /// From a merged node to its Wikidata item.
        SAME_AS = "http://www.w3.org/2002/07/owl#sameAs";
        /// The usual name in a language, in the background graph.
        PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel";
        /// A code, in the background graph.
        NOTATION = "http://www.w3.org/2004/02/skos/core#notation";
        /// The Wikidata item, in the background graph.
        EXACT_MATCH = "http://www.w3.org/2004/02/skos/core#exactMatch";
        /// Another name.
        ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel";
    }
}
