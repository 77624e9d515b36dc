#pragma once

#include "engine/job/evidence.h"

#include <optional>
#include <string_view>

namespace greenlight::job {

/// How an attempt ended. They are different facts: a FAIL is the unit's, an ERROR the station's,
/// ABORTED a refusal or a person's decision, INTERRUPTED what a crash or power cut leaves behind.
/// All but Pass count as not passed.
enum class Verdict : std::uint8_t { Fail, Pass, Error, Aborted, Interrupted };

/// "PASS", "FAIL", "ERROR", "ABORTED", "INTERRUPTED".
std::string_view name(Verdict verdict) noexcept;
std::optional<Verdict> verdictNamed(std::string_view word) noexcept;

/// The least a PASS needs of the link soak and of the spot check.
inline constexpr unsigned leastSoakReads = 32;
inline constexpr unsigned leastSamples = 32;

/// A verdict with the fault that explains it, unless it is a Pass.
struct Judgement {
    Verdict verdict = Verdict::Fail;
    std::optional<Fault> fault{};
};

/// Judges an attempt from its evidence alone. Pure: the same evidence gives the same judgement on
/// any machine, now and in years; anything that is not proven is not a Pass.
Judgement judge(const Evidence& evidence);

/// judge(evidence).verdict.
Verdict verdict(const Evidence& evidence);

/// What kind of ending a fault makes: the unit's, the station's, or a refusal.
Verdict endingOf(FaultCode code) noexcept;

} // namespace greenlight::job
