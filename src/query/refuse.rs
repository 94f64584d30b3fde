//! What is refused before a query runs: other servers, and nesting that would overflow the parser's stack.
//! Called by [`super::Prepared`].

use super::QueryError;
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};

/// Brackets in brackets. The parser and the evaluator recurse; no query that a person wrote comes near.
pub(super) const MAX_DEPTH: usize = 64;

/// Counts brackets where they stand, in literals and comments too: simpler than SPARQL's lexis, and far above need.
pub(super) fn depth(text: &str) -> Result<(), QueryError> {
    let mut open = 0_usize;
    for byte in text.bytes() {
        match byte {
            b'(' | b'{' | b'[' => open += 1,
            b')' | b'}' | b']' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > MAX_DEPTH {
            return Err(QueryError::TooDeep);
        }
    }
    Ok(())
}

/// Any SERVICE anywhere. SILENT too, which otherwise answers with an empty row as if there were nothing to find.
pub(super) fn service(query: &Query) -> Result<(), QueryError> {
    let (Query::Select { pattern, .. } | Query::Construct { pattern, .. } | Query::Describe { pattern, .. } | Query::Ask { pattern, .. }) =
        query;
    in_pattern(pattern)
}

fn in_pattern(pattern: &GraphPattern) -> Result<(), QueryError> {
    match pattern {
        GraphPattern::Service { name, .. } => Err(QueryError::Service(name.to_string())),
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => Ok(()),
        GraphPattern::Join { left, right }
        | GraphPattern::Lateral { left, right }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right } => {
            in_pattern(left)?;
            in_pattern(right)
        }
        GraphPattern::LeftJoin { left, right, expression } => {
            in_pattern(left)?;
            in_pattern(right)?;
            expression.iter().try_for_each(in_expression)
        }
        GraphPattern::Filter { expr, inner } => {
            in_expression(expr)?;
            in_pattern(inner)
        }
        GraphPattern::Extend { inner, expression, .. } => {
            in_expression(expression)?;
            in_pattern(inner)
        }
        GraphPattern::OrderBy { inner, expression } => {
            expression.iter().try_for_each(|(OrderExpression::Asc(order) | OrderExpression::Desc(order))| in_expression(order))?;
            in_pattern(inner)
        }
        GraphPattern::Group { inner, aggregates, .. } => {
            for (_, aggregate) in aggregates {
                if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                    in_expression(expr)?;
                }
            }
            in_pattern(inner)
        }
        GraphPattern::Graph { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => in_pattern(inner),
    }
}

fn in_expression(expression: &Expression) -> Result<(), QueryError> {
    match expression {
        Expression::NamedNode(_) | Expression::Literal(_) | Expression::Variable(_) | Expression::Bound(_) => Ok(()),
        Expression::Or(left, right)
        | Expression::And(left, right)
        | Expression::Equal(left, right)
        | Expression::SameTerm(left, right)
        | Expression::Greater(left, right)
        | Expression::GreaterOrEqual(left, right)
        | Expression::Less(left, right)
        | Expression::LessOrEqual(left, right)
        | Expression::Add(left, right)
        | Expression::Subtract(left, right)
        | Expression::Multiply(left, right)
        | Expression::Divide(left, right) => {
            in_expression(left)?;
            in_expression(right)
        }
        Expression::UnaryPlus(inner) | Expression::UnaryMinus(inner) | Expression::Not(inner) => in_expression(inner),
        Expression::In(inner, list) => {
            in_expression(inner)?;
            list.iter().try_for_each(in_expression)
        }
        Expression::Coalesce(list) | Expression::FunctionCall(_, list) => list.iter().try_for_each(in_expression),
        Expression::If(test, yes, no) => [test, yes, no].into_iter().try_for_each(|part| in_expression(part)),
        Expression::Exists(pattern) => in_pattern(pattern),
    }
}
