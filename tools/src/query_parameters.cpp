#include "query_parameters.hpp"

#include <string>

#include <entente/query/query.hpp>

namespace entente::tools {

Result<void> add_parameter(std::string_view text, query::Map& parameters) {
  const std::size_t equals = text.find('=');
  if (equals == 0 || equals == std::string_view::npos)
    return Error{ErrorCode::invalid_input, "a parameter is NAME=VALUE", std::string(text), "for example name=Iran"};
  const std::string value(text.substr(equals + 1));
  const auto parsed = query::parse_value(value);
  parameters[std::string(text.substr(0, equals))] = parsed ? *parsed : query::Value(value);
  return {};
}

}  // namespace entente::tools
