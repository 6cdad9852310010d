// Values as the TCK writes them, in a form in which equal ones are equal texts: keys and labels sorted, numbers as short as they can be.
#pragma once

#include <string>

#include <entente/query/query_graph.hpp>

namespace entente::test {

// Of a value of a result. With `any_list_order` the elements of lists are sorted.
std::string tck_text(const query::Value& value, const query::QueryGraph& graph, bool any_list_order);

// Of a cell of an expected result, such as "[1, {a: 'x'}, (:A {b: 2})]".
std::string tck_text(const std::string& cell, bool any_list_order);

}  // namespace entente::test
