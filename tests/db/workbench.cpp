#include "tests/db/workbench.h"

#include <vector>

namespace greenlight::db {

job::ChipIdentity chip(std::uint32_t number) {
    job::ChipIdentity chip{.part = "STM32H72x/73x",
                           .dpidr = 0x6BA02477,
                           .cpuid = 0x411FC271,
                           .devId = 0x483,
                           .revId = 0x1000,
                           .flashKb = 512,
                           .uid = {0x33, 0x00, 0x2A, 0x00, 0x0F, 0x51},
                           .rdpLevel = 0};
    for (std::size_t i = 0; i < 4; ++i) {
        chip.uid.at(8 + i) = static_cast<std::uint8_t>(number >> (24U - 8U * i));
    }
    return chip;
}

job::Intent intent(const std::string& serial) {
    return {.slot = "1",
            .port = "1-1.2",
            .probeSerial = "50FF6F067871515131090367",
            .recipe = "thermostat-main",
            .recipeVersion = "1.4.2",
            .product = "TH-200",
            .recipeDigest = base::sha256({}),
            .images = {{.name = "firmware.hex", .sha256 = leafHash("firmware")}},
            .signers = {"release"},
            .serial = serial,
            .serialScanned = true,
            .operatorName = "4711",
            .startedBy = job::StartedBy::FootSwitch};
}

job::Evidence passing(const job::ChipIdentity& chip, const std::string& serial) {
    job::Evidence evidence;
    evidence.probe = {.port = "1-1.2",
                      .serial = "50FF6F067871515131090367",
                      .firmware = "V2J39S7",
                      .clockKhz = 4000,
                      .trail = {"under-reset"},
                      .soakReads = job::leastSoakReads};
    evidence.supply = {
        .lowLimit = 3000, .highLimit = 3600, .before = 3300, .lowest = 3290, .after = 3300};
    evidence.before = chip;
    evidence.after = chip;
    evidence.plan = {.device = "STM32H725",
                     .planDigest = leafHash("plan"),
                     .imageBytes = 1000,
                     .programBytes = 1024,
                     .provenBytes = 131072,
                     .sectors = 1};
    evidence.flash = {{.loaderReadBack = true,
                       .sectorsErased = 1,
                       .bytesBlankChecked = 131072,
                       .bytesProgrammed = 1024}};
    evidence.verify = {{.resetSeen = true,
                        .coreHeld = true,
                        .verifierReadBack = true,
                        .nonce = {1, 2, 3},
                        .bytesDigested = 131072,
                        .expectedDigest = leafHash("flash"),
                        .chipDigest = leafHash("flash"),
                        .vectorsMatch = true,
                        .samples = job::leastSamples}};
    evidence.serialDemanded = !serial.empty();
    evidence.serial = serial;
    return evidence;
}

job::Evidence failing(const job::ChipIdentity& chip, const std::string& serial) {
    job::Evidence evidence = passing(chip, serial);
    evidence.verify->chipDigest = leafHash("what is still there from yesterday");
    return evidence;
}

Journal& JournalTest::journal() {
    if (!m_journal) {
        auto opened = tryOpen();
        EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : base::toLogLine(opened.fault()));
        m_journal = std::move(opened).value();
    }
    return *m_journal;
}

Result<std::unique_ptr<Journal>> JournalTest::tryOpen() {
    return Journal::open(m_file, "line1-st3", m_clock);
}

Result<job::Receipt> JournalTest::attempt(const job::Intent& intent, const job::ChipIdentity& chip,
                                          const job::Evidence& evidence) {
    job::Ticket ticket = TRY(journal().begin(intent));
    const auto identified = journal().identified(ticket, chip, evidence.serial);
    if (!identified.ok()) {
        // As a job does: what the journal refused is latched, and the attempt is ended.
        job::Evidence refused = evidence;
        refused.latch(identified.fault());
        EXPECT_TRUE(journal().close(std::move(ticket), refused).ok());
        return identified.fault();
    }
    return journal().close(std::move(ticket), evidence);
}

Result<job::Receipt> JournalTest::pass(const std::string& serial, std::uint32_t chipNumber) {
    return attempt(intent(serial), chip(chipNumber), passing(chip(chipNumber), serial));
}

SQLite::Database JournalTest::stranger() { return {m_file.string(), SQLite::OPEN_READWRITE}; }

void JournalTest::tamper(const std::string& sql) {
    SQLite::Database database = stranger();
    std::vector<std::string> triggers;
    std::vector<std::string> names;
    SQLite::Statement all(database, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");
    while (all.executeStep()) {
        names.push_back(all.getColumn(0).getString());
        triggers.push_back(all.getColumn(1).getString());
    }
    all.reset();
    for (const std::string& name : names) {
        database.exec("DROP TRIGGER " + name);
    }
    database.exec("PRAGMA foreign_keys=OFF");
    database.exec(sql);
    for (const std::string& trigger : triggers) {
        database.exec(trigger);
    }
}

void JournalTest::rewriteBody(std::uint64_t sequence, const std::string& from,
                              const std::string& to) {
    const std::string where = " FROM entry WHERE sequence = " + std::to_string(sequence);
    std::string body = text("SELECT body" + where);
    const std::size_t place = body.find(from);
    ASSERT_NE(place, std::string::npos) << body;
    body.replace(place, from.size(), to);
    tamper("UPDATE entry SET body = '" + body + "', leaf = x'" + base::toHex(leafHash(body)) +
           "' WHERE sequence = " + std::to_string(sequence));
}

std::int64_t JournalTest::count(const std::string& query) {
    SQLite::Database database = stranger();
    return database.execAndGet(query).getInt64();
}

std::string JournalTest::text(const std::string& query) {
    SQLite::Database database = stranger();
    return database.execAndGet(query).getString();
}

} // namespace greenlight::db
