#pragma once

#include "station/people.h"
#include "station/workplace.h"

#include <string>

namespace greenlight::station::cli {

/// One line that nobody else is to see: asked for on the terminal without showing what is typed,
/// or, where standard input is none, its next line. At most 256 bytes. Faults: CredentialUnfit when
/// there is none.
Result<std::string> readSecret(const std::string& prompt);

/// A new PIN; on a terminal it is typed twice. Faults: CredentialUnfit when the two differ.
Result<std::string> readNewPin(const std::string& name);

/// Notes that are on the disk at once.
[[nodiscard]] Note noteInto(db::Journal& journal);

/// Who does it: where people sign in the one named by --as, proven by a PIN (or an operator's
/// badge) that is read now; else the name at the computer. Faults: NotSignedIn without --as,
/// NotAllowed with one where nobody signs in, those of People::open() and People::authorise().
Result<Actor> actAs(const Workplace& place, db::Journal& journal, Clock& clock,
                    const std::string& as, Act act);

} // namespace greenlight::station::cli
