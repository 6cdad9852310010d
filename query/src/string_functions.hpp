// Functions on strings. Positions count characters.
#pragma once

#include "function_arguments.hpp"

namespace entente::query {

Value to_lower(Arguments arguments, const CallContext& context);
Value to_upper(Arguments arguments, const CallContext& context);
Value trim(Arguments arguments, const CallContext& context);
Value trim_left(Arguments arguments, const CallContext& context);
Value trim_right(Arguments arguments, const CallContext& context);
Value replace(Arguments arguments, const CallContext& context);
Value split(Arguments arguments, const CallContext& context);
Value substring(Arguments arguments, const CallContext& context);
Value left(Arguments arguments, const CallContext& context);
Value right(Arguments arguments, const CallContext& context);
Value size_of_text(Arguments arguments, const CallContext& context);
Value reversed_text(Arguments arguments, const CallContext& context);

}  // namespace entente::query
