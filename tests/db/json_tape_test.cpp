// Two readers of one language: what the quick one takes, the one that everybody else uses takes
// too, and both read the same.
#include "db/entry.h"
#include "engine/base/json_tape.h"
#include "engine/job/evidence_tape.h"
#include "engine/job/verdict.h"
#include "tests/db/workbench.h"

#include <array>
#include <random>
#include <vector>

namespace greenlight::db {
namespace {

using Json = nlohmann::ordered_json;
using base::JsonPlace;
using base::JsonTape;

Json toJson(JsonPlace place) {
    switch (place.value().kind) {
    case JsonTape::Kind::Null:
        return nullptr;
    case JsonTape::Kind::False:
        return false;
    case JsonTape::Kind::True:
        return true;
    case JsonTape::Kind::Integer:
        return place.value().number;
    case JsonTape::Kind::Text:
        return std::string(place.value().text);
    default:
        break;
    }
    const bool list = place.is(JsonTape::Kind::List);
    Json json = list ? Json::array() : Json::object();
    for (std::uint32_t each = place.begin(); each < place.end(); each = place.after(each)) {
        if (list) {
            json.push_back(toJson(place.in(each)));
        } else {
            json[std::string(place.in(each).value().key)] = toJson(place.in(each));
        }
    }
    return json;
}

/// What a body may have at one place or another, and what would be mistaken for it.
constexpr std::array<std::string_view, 54> snippets{"\"",
                                                    "\\",
                                                    "{",
                                                    "}",
                                                    "[",
                                                    "]",
                                                    ",",
                                                    ":",
                                                    " ",
                                                    "\n",
                                                    "0",
                                                    "-",
                                                    "-0",
                                                    "00",
                                                    "1.0",
                                                    "1e0",
                                                    "1E5",
                                                    "999999999999999999",
                                                    "9223372036854775807",
                                                    "9223372036854775808",
                                                    "18446744073709551615",
                                                    "18446744073709551616",
                                                    "-9223372036854775808",
                                                    "null",
                                                    "true",
                                                    "false",
                                                    "nul",
                                                    "NaN",
                                                    "\\u0001",
                                                    "\\u001f",
                                                    "\\u001F",
                                                    "\\u0041",
                                                    "\\u0008",
                                                    "\\n",
                                                    "\\/",
                                                    "\\b",
                                                    "\\ud800",
                                                    "\\u00e4",
                                                    "\xC3\xA4",
                                                    "\xC3",
                                                    "\xFF",
                                                    "\xC0\x80",
                                                    "\xED\xA0\x80",
                                                    "\xF0\x9F\x99\x82",
                                                    "\xF4\x90\x80\x80",
                                                    "\xE0\x80\x80",
                                                    "\x7F",
                                                    "\x01",
                                                    "\xEF\xBB\xBF",
                                                    "\"a\":1,",
                                                    "{\"a\":1}",
                                                    "[[]]",
                                                    "\"format\":1,",
                                                    "{}"};

class JsonTapeTest : public ::testing::Test {
protected:
    /// Bodies as the journal writes them, with everything in a text that can be.
    static std::vector<std::string> bodies() {
        Json odd = Json::object();
        odd["text"] = "\"\\\b\t\n\f\r\x01\x1F\x7F/ \xC3\xA4\xE2\x82\xAC\xF0\x9F\x99\x82";
        odd["empty"] = Json::array({Json::object(), Json::array(), "", nullptr, true, false});
        odd["numbers"] =
            Json::array({0, -1, 10, 999'999'999'999'999'999, -999'999'999'999'999'999});
        odd[""] = "a key may be empty";
        std::vector<std::string> all;
        for (const Json& data :
             {odd, Json{{"evidence", job::toJson(passing(chip(1), "A"))}},
              Json{{"evidence", job::toJson(failing(chip(2), "B\n\"\\"))}, {"fault", nullptr}}}) {
            all.push_back(canonicalBody({.sequence = 7,
                                         .kind = "sign-in",
                                         .time = "2026-11-23T12:00:00.123456Z",
                                         .station = "line1-st3",
                                         .data = data})
                              .value());
        }
        return all;
    }

    std::size_t draw(std::size_t below) {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(m_random);
    }

    std::string spoiled(std::string body) {
        for (std::size_t edits = 1 + draw(2); edits != 0; --edits) {
            const std::size_t place = draw(body.size());
            switch (draw(4)) {
            case 0:
                body[place] = static_cast<char>(draw(256));
                break;
            case 1:
                body.erase(place, 1 + draw(3));
                break;
            case 2:
                body.insert(place, snippets.at(draw(snippets.size())));
                break;
            default:
                body.replace(place, 1 + draw(4), snippets.at(draw(snippets.size())));
            }
        }
        return body;
    }

    JsonTape m_tape;
    std::mt19937_64 m_random{20261128};
};

TEST_F(JsonTapeTest, WhatIsWrittenIsRead) {
    for (const std::string& body : bodies()) {
        ASSERT_TRUE(m_tape.read(body)) << body;
        EXPECT_EQ(toJson({m_tape, 0}), Json::parse(body));
    }
}

TEST_F(JsonTapeTest, WhatItTakesIsInTheFixedFormAndMeansTheSame) {
    int taken = 0;
    int refusedByBoth = 0;
    const std::vector<std::string> sound = bodies();
    for (int edit = 0; edit < 60'000; ++edit) {
        const std::string body = spoiled(sound.at(draw(sound.size())));
        const Json json = Json::parse(body, nullptr, false);
        const bool fixed = !json.is_discarded() &&
                           json.dump(-1, ' ', false, Json::error_handler_t::replace) == body;
        if (!m_tape.read(body)) {
            refusedByBoth += fixed ? 0 : 1;
            continue;
        }
        ++taken;
        ASSERT_TRUE(fixed) << body;
        ASSERT_EQ(toJson({m_tape, 0}), json) << body;
    }
    EXPECT_GT(taken, 5'000);
    EXPECT_GT(refusedByBoth, 20'000);
}

TEST_F(JsonTapeTest, WhatItTurnsAwayThoughItIsInTheFixedFormIsNeverWritten) {
    const auto takes = [this](const std::string& text) { return m_tape.read(text); };
    EXPECT_TRUE(takes("[999999999999999999]"));
    EXPECT_FALSE(takes("[1000000000000000000]"));
    EXPECT_FALSE(takes(R"({"a\"b":1})"));
    std::string keys = "{";
    for (int key = 0; key < 64; ++key) {
        keys += (key == 0 ? "\"" : ",\"") + std::to_string(key) + "\":0";
    }
    EXPECT_TRUE(takes(keys + "}"));
    EXPECT_FALSE(takes(keys + ",\"64\":0}"));
}

TEST_F(JsonTapeTest, DeeperThanABodyMayBeIsTurnedAway) {
    const auto nested = [](int depth) {
        return std::string(static_cast<std::size_t>(depth), '[') +
               std::string(static_cast<std::size_t>(depth), ']');
    };
    EXPECT_TRUE(m_tape.read(nested(JsonTape::maxDepth)));
    EXPECT_FALSE(m_tape.read(nested(JsonTape::maxDepth + 1)));
    EXPECT_FALSE(m_tape.read(std::string(900'000, '[')));
    static_assert(JsonTape::maxDepth == maxBodyDepth);
}

TEST_F(JsonTapeTest, EvidenceFromItIsTheEvidenceThatEverybodyElseReads) {
    job::Evidence rich = passing(chip(1), "A");
    rich.latch({.code = FaultCode::DigestMismatch,
                .stage = Stage::Verify,
                .address = 0x08000000,
                .note = "line\n\"two\""});
    rich.boot = job::BootEvidence{.address = 0x20000000, .mask = 1, .expected = 1, .micros = -5};
    rich.options = {{.name = "BOR_LEV", .wanted = 3, .found = 3}};
    rich.externals.emplace().push_back(
        {.loader = {.sectors = {{.address = 1, .count = 2, .size = 3}}}});
    rich.outside = job::OutsideEvidence{.bytes = 9, .foreignBytes = 3};
    rich.described = job::DescribedEvidence{.devId = 0x4A1};
    rich.probe.powerCycles = 2;
    rich.stages = {{.stage = Stage::Verify, .micros = 12}};
    const std::vector<std::string> sound{job::toJson(rich).dump(),
                                         job::toJson(passing(chip(2), "B")).dump(),
                                         job::toJson(job::Evidence{}).dump()};
    int taken = 0;
    for (int edit = 0; edit < 40'000; ++edit) {
        const std::string& original = sound.at(draw(sound.size()));
        const std::string text =
            edit < 3 ? sound.at(static_cast<std::size_t>(edit)) : spoiled(original);
        const bool read = m_tape.read(text);
        const auto quick = read ? job::evidenceFromTape({m_tape, 0}) : std::nullopt;
        ASSERT_TRUE(quick || edit >= 3);
        if (!read) {
            continue;
        }
        const auto evidence = job::evidenceFromJson(Json::parse(text));
        ASSERT_EQ(evidence.ok(), quick.has_value()) << text;
        if (quick) {
            ++taken;
            ASSERT_EQ(job::toJson(*quick), job::toJson(*evidence)) << text;
            ASSERT_EQ(job::verdict(*quick), job::verdict(*evidence));
        }
    }
    EXPECT_GT(taken, 500);
}

} // namespace
} // namespace greenlight::db
