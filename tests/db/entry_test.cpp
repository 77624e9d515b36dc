#include "db/entry.h"

#include <gtest/gtest.h>

namespace greenlight::db {
namespace {

using Json = nlohmann::ordered_json;

Entry signIn() {
    return {.sequence = 7,
            .kind = "sign-in",
            .time = "2026-11-23T12:00:00.123456Z",
            .station = "line1-st3",
            .data = Json{{"zulu", 1}, {"alpha", Json::array({true, nullptr, -5})}}};
}

const std::string signInBody =
    R"({"format":1,"sequence":7,"kind":"sign-in","time":"2026-11-23T12:00:00.123456Z",)"
    R"("station":"line1-st3","data":{"zulu":1,"alpha":[true,null,-5]}})";

bool isRefused(const std::string& body) {
    const auto parsed = parseBody(body);
    return !parsed.ok() && parsed.fault().code == FaultCode::JournalCorrupt;
}

std::string with(const std::string& from, const std::string& to) {
    std::string body = signInBody;
    return body.replace(body.find(from), from.size(), to);
}

TEST(Entry, ItsBodyHasOneSpelling) {
    const auto body = canonicalBody(signIn());
    ASSERT_TRUE(body.ok());
    EXPECT_EQ(*body, signInBody);
}

TEST(Entry, TextIsWrittenAsUtf8AndOnlyWhatMustBeIsEscaped) {
    Entry entry = signIn();
    entry.data = Json{{"text", "\xC3\xA4/\"\\\n\t\x01\x7F\xE2\x82\xAC"}};
    const auto body = canonicalBody(entry);
    ASSERT_TRUE(body.ok());
    EXPECT_NE(body->find("\"\xC3\xA4/\\\"\\\\\\n\\t\\u0001\x7F\xE2\x82\xAC\""), std::string::npos)
        << *body;
}

TEST(Entry, BytesThatAreNoUtf8DoNotKeepAFaultFromBeingRecorded) {
    Entry entry = signIn();
    entry.data = Json{{"note", "line \xFF\xC3"}};
    const auto body = canonicalBody(entry);
    ASSERT_TRUE(body.ok());
    const auto parsed = parseBody(*body);
    ASSERT_TRUE(parsed.ok());
    EXPECT_EQ(parsed->data["note"], "line \xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(Entry, ParsingIsTheReverseOfWriting) {
    const auto parsed = parseBody(signInBody);
    ASSERT_TRUE(parsed.ok());
    EXPECT_EQ(parsed->sequence, 7U);
    EXPECT_EQ(parsed->kind, "sign-in");
    EXPECT_EQ(parsed->time, "2026-11-23T12:00:00.123456Z");
    EXPECT_EQ(parsed->station, "line1-st3");
    EXPECT_EQ(parsed->data, signIn().data);
}

TEST(Entry, AnyOtherSpellingIsRefused) {
    EXPECT_TRUE(isRefused(""));
    EXPECT_TRUE(isRefused("[]"));
    EXPECT_TRUE(isRefused("{}"));
    EXPECT_TRUE(isRefused(signInBody + "\n"));
    EXPECT_TRUE(isRefused(signInBody.substr(0, signInBody.size() - 1)));
    EXPECT_TRUE(isRefused(with("\"kind\":", "\"kind\": ")));
    EXPECT_TRUE(isRefused(with("\"zulu\":1", "\"zulu\":1.0")));
    EXPECT_TRUE(isRefused(with("\"zulu\":1", "\"zulu\":1e0")));
    EXPECT_TRUE(isRefused(with("\"zulu\":1", "\"zulu\":-0")));
    EXPECT_TRUE(isRefused(with("\"zulu\":1", "\"zulu\":1,\"zulu\":2")));
    EXPECT_TRUE(isRefused(with("sign-in", "sign\\u002din")));
    EXPECT_TRUE(isRefused(with("\"format\":1", "\"format\":2")));
    EXPECT_TRUE(isRefused(with("\"format\":1,", "")));
    EXPECT_TRUE(isRefused(with("\"sequence\":7", "\"sequence\":\"7\"")));
    EXPECT_TRUE(isRefused(with("\"sequence\":7", "\"sequence\":-7")));
    EXPECT_TRUE(isRefused(with("\"kind\":\"sign-in\"", "\"kind\":7")));
    EXPECT_TRUE(isRefused(with("\"station\"", "\"statiom\"")));
    EXPECT_TRUE(isRefused(with("line1-st3", "line1-\xFF")));
}

TEST(Entry, DataOfAnotherSortIsNotWritten) {
    Json deep = 1;
    for (int i = 0; i < maxBodyDepth; ++i) {
        deep = Json::array({deep});
    }
    for (const Json& data :
         {Json(1), Json::array(), Json{{"yield", 99.5}}, Json{{"list", Json::array({0.5})}},
          Json{{"deep", deep}}, Json{{"long", std::string(maxBodyBytes, 'x')}}}) {
        Entry entry = signIn();
        entry.data = data;
        const auto body = canonicalBody(entry);
        ASSERT_FALSE(body.ok());
        EXPECT_EQ(body.fault().code, FaultCode::JournalWrite);
    }
}

TEST(Entry, TheDeepestDataThatIsWrittenIsAlsoRead) {
    Json deep = 1;
    for (int i = 0; i < maxBodyDepth - 2; ++i) {
        deep = Json::array({deep});
    }
    Entry entry = signIn();
    entry.data = Json{{"deep", deep}};
    const auto body = canonicalBody(entry);
    ASSERT_TRUE(body.ok());
    EXPECT_TRUE(parseBody(*body).ok());
}

TEST(Entry, HostileBodiesOfEndlessDepthOrLengthAreRefused) {
    EXPECT_TRUE(isRefused(std::string(maxBodyBytes, '[')));
    EXPECT_TRUE(isRefused(with("\"zulu\":1", "\"zulu\":" + std::string(900'000, '['))));
    EXPECT_TRUE(isRefused(with("sign-in", std::string(maxBodyBytes, 'x'))));
}

} // namespace
} // namespace greenlight::db
