// The program as it is installed, on a real Linux: the kernel's USB stack and usbfs, udevd with the
// rule that we ship, and the real libusb. Runs as root in a virtual machine that was started for
// it.
#include "db/audit.h"
#include "engine/job/verdict.h"
#include "engine/probe/usb_bench.h"
#include "tests/kernel/vhci_bench.h"
#include "tests/usb/station_folder.h"
#include "tests/usb/virtual_usb.h"

#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <functional>
#include <thread>

namespace greenlight::kernel {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;
using probe::Exchange;
using usb::ChildEnd;

/// Nothing here takes as long, even where every instruction is interpreted.
constexpr auto patience = 40s;
constexpr std::size_t imageBytes = 20'008;

/// The sockets: a probe at full speed and one at high speed.
constexpr std::size_t slow = 0;
constexpr std::size_t fast = 1;

VhciSocket socketWith(std::string_view probe, std::size_t number) {
    return {*usb::probeNamed(probe, number), *usb::boardNamed("F407", number)};
}

class Kernel : public testing::Test {
protected:
    static ChildEnd runAs(std::string_view person, const std::vector<std::string>& words) {
        std::vector<std::string> command{"setpriv", fmt::format("--reuid={}", person),
                                         fmt::format("--regid={}", person), "--init-groups",
                                         "greenlight"};
        command.insert(command.end(), words.begin(), words.end());
        ChildEnd end = usb::runChild(command, {}, patience);
        EXPECT_FALSE(end.timedOut) << end.said();
        return end;
    }

    /// The name of the fault of each probe, "" for none, as this person is told.
    static std::vector<std::string> faultsOfProbes(std::string_view person) {
        const ChildEnd end = runAs(person, {"probes", "--json"});
        const Json list = Json::parse(end.output, nullptr, false);
        std::vector<std::string> faults;
        if (!list.is_array()) {
            ADD_FAILURE() << end.said();
            return faults;
        }
        for (const Json& probe : list) {
            faults.push_back(probe["fault"].is_null() ? "" : probe["fault"].get<std::string>());
        }
        return faults;
    }

    static void command(const std::vector<std::string>& words) {
        const ChildEnd end = usb::runChild(words, {}, patience);
        ASSERT_EQ(end.status, 0) << end.said();
    }

    const std::string permission{base::name(FaultCode::UsbPermission)};
    base::SystemClock clock;
    VhciBench bench{{socketWith("v2", 1), socketWith("v3", 2)}, clock};
};

TEST_F(Kernel, ShowsItsProbesToAMemberOfTheGroup) {
    const ChildEnd end = runAs("worker", {"probes", "--json"});
    ASSERT_EQ(end.status, 0) << end.said();
    const Json probes = Json::parse(end.output, nullptr, false);
    ASSERT_EQ(probes.size(), 2U) << end.said();
    EXPECT_EQ(probes[slow]["port"], bench.port(slow).text());
    EXPECT_EQ(probes[slow]["serial"], usb::probeNamed("v2", 1)->serial);
    EXPECT_EQ(probes[slow]["firmware"], "V2J39S7");
    EXPECT_EQ(probes[fast]["port"], bench.port(fast).text());
    EXPECT_EQ(probes[fast]["serial"], usb::probeNamed("v3", 2)->serial);
    EXPECT_EQ(probes[fast]["firmware"], "V3J10M3B2");
    for (const Json& probe : probes) {
        EXPECT_TRUE(probe["fault"].is_null()) << probe.dump();
        EXPECT_GT(probe["target_mv"], 3000) << probe.dump();
    }
}

TEST_F(Kernel, LetsNobodyOpenAProbeWhoIsNotInTheGroupOfTheRule) {
    EXPECT_EQ(faultsOfProbes("stranger"), (std::vector{permission, permission}));
    const ChildEnd words = runAs("stranger", {"probes"});
    EXPECT_NE(words.output.find(base::describe({.code = FaultCode::UsbPermission}).happened),
              std::string::npos)
        << words.said();
}

TEST_F(Kernel, LetsAMemberOfTheGroupOpenAProbeByTheRuleOnly) {
    const std::string rule = "/etc/udev/rules.d/60-greenlight.rules";
    bench.unplug(slow);
    command({"mv", rule, "/tmp/rule"});
    command({"udevadm", "control", "--reload"});
    bench.plug(slow, *usb::probeNamed("v2", 1));
    EXPECT_EQ(faultsOfProbes("worker"), (std::vector<std::string>{permission, ""}));

    // As the README has it: a probe that is plugged in already need not be plugged again.
    command({"mv", "/tmp/rule", rule});
    command({"udevadm", "control", "--reload"});
    command({"udevadm", "trigger", "--settle", "--subsystem-match=usb"});
    EXPECT_EQ(faultsOfProbes("worker"), (std::vector<std::string>{"", ""}));
}

TEST_F(Kernel, TellsASecondProgramThatTheProbeIsInUse) {
    probe::UsbBench mine(clock);
    const auto taken = mine.open(bench.port(fast));
    ASSERT_TRUE(taken.ok()) << base::toLogLine(taken.fault());
    EXPECT_EQ(faultsOfProbes("worker"),
              (std::vector<std::string>{"", std::string(base::name(FaultCode::UsbBusy))}));
}

TEST_F(Kernel, TellsAListThatStaysOpenWhatComesAndGoes) {
    probe::UsbBench list(clock);
    const auto portsNow = [&list] {
        std::vector<std::string> ports;
        const auto found = list.list();
        EXPECT_TRUE(found.ok()) << base::toLogLine(found.fault());
        for (const probe::ProbeSight& sight : found.value()) {
            ports.push_back(sight.port.text() + " " + sight.serial);
        }
        return ports;
    };
    const std::string first = bench.port(slow).text() + " " + usb::probeNamed("v2", 1)->serial;
    const std::string second = bench.port(fast).text() + " " + usb::probeNamed("v3", 2)->serial;
    EXPECT_EQ(portsNow(), (std::vector{first, second}));
    bench.unplug(slow);
    EXPECT_EQ(portsNow(), (std::vector{second}));
    bench.plug(slow, *usb::probeNamed("v21", 3));
    const std::string third = bench.port(slow).text() + " " + usb::probeNamed("v21", 3)->serial;
    EXPECT_EQ(portsNow(), (std::vector{third, second}));
    // One that was never missed is another probe all the same.
    bench.unplug(slow);
    bench.plug(slow, *usb::probeNamed("v2", 1));
    EXPECT_EQ(portsNow(), (std::vector{first, second}));
}

/// One open probe.
class KernelLink : public Kernel {
protected:
    void SetUp() override {
        auto opened = mine.open(bench.port(slow));
        ASSERT_TRUE(opened.ok()) << base::toLogLine(opened.fault());
        link = std::move(opened).value();
    }

    /// What asking for the probe's version leads to; Internal stands for success.
    FaultCode ask(Duration within = patience) {
        usb::Bytes reply(6);
        Exchange exchange{.command = usb::command({0xF1}), .in = reply};
        const auto done = link->perform({&exchange, 1}, clock.now() + within);
        if (done.ok()) {
            EXPECT_EQ(reply, (usb::Bytes{0x29, 0xC7, 0x83, 0x04, 0x48, 0x37}));
        }
        return done.ok() ? FaultCode::Internal : done.fault().code;
    }

    static constexpr FaultCode success = FaultCode::Internal;
    probe::UsbBench mine{clock};
    std::unique_ptr<probe::Link> link;
};

TEST_F(KernelLink, TakesBackWhatTheProbeDoesNotAnswer) {
    bench.setMishaps(slow, sim::MishapPlan::once(1, sim::Mishap::Timeout));
    EXPECT_EQ(ask(50ms), FaultCode::UsbTimeout);
    ASSERT_TRUE(link->drain().ok());
    EXPECT_EQ(ask(), success);
}

TEST_F(KernelLink, ClearsTheHaltOfAnEndpointThatStalled) {
    bench.setMishaps(slow, sim::MishapPlan::once(1, sim::Mishap::Stall));
    EXPECT_EQ(ask(), FaultCode::UsbStall);
    ASSERT_TRUE(link->drain().ok());
    EXPECT_EQ(ask(), success);
}

TEST_F(KernelLink, ComesBackFromAReset) {
    const auto reset = link->resetDevice();
    ASSERT_TRUE(reset.ok()) << base::toLogLine(reset.fault());
    EXPECT_EQ(ask(), success);
}

TEST_F(KernelLink, SaysThatTheProbeIsPulledAndFindsTheNextOne) {
    bench.setMishaps(slow, sim::MishapPlan::once(1, sim::Mishap::Unplug));
    EXPECT_EQ(ask(), FaultCode::ProbeUnplugged);
    bench.awaitGone(slow);
    EXPECT_EQ(ask(), FaultCode::ProbeUnplugged);
    bench.plug(slow, *usb::probeNamed("v2", 1));
    link.reset();
    SetUp();
    EXPECT_EQ(ask(), success);
}

/// A station of two slots, worked at by an operator without any rights but the rule's.
class KernelStation : public Kernel {
protected:
    void SetUp() override { command({"chown", "-R", "worker:worker", folder.path().string()}); }

    ChildEnd program(const std::vector<std::string>& slots = {}) {
        return runAs("worker", folder.program(slots));
    }

    bool holdsImage(std::size_t socket) { return bench.flash(socket, image.size()) == image; }

    /// Runs the program, and `strike` when the first words of the image are in the slow board.
    ChildEnd programUntil(const std::vector<std::string>& slots,
                          const std::function<void()>& strike) {
        const usb::Bytes first(image.begin(), image.begin() + 8);
        ChildEnd end;
        {
            std::atomic<bool> ended = false;
            const std::jthread working([&] {
                end = program(slots);
                ended = true;
            });
            while (!ended && bench.flash(slow, first.size()) != first) {
                std::this_thread::yield();
            }
            EXPECT_FALSE(ended) << "it was over before it was struck";
            strike();
        }
        return end;
    }

    /// The journal is in order, each of so many attempts has its ending, and the program agrees.
    void expectJournalOf(std::uint64_t attempts) {
        const ChildEnd end = runAs("worker", folder.command({"audit", "verify"}));
        EXPECT_EQ(end.status, 0) << end.said();
        const auto audit = db::verifyJournal(folder.journal(), clock);
        ASSERT_TRUE(audit.ok()) << base::toLogLine(audit.fault());
        EXPECT_FALSE(audit->finding.has_value()) << audit->finding->sentence;
        EXPECT_EQ(audit->attempts, attempts);
        EXPECT_EQ(audit->open, 0U);
    }

    usb::Bytes image = usb::firmware(imageBytes);
    std::vector<probe::PortPath> ports = bench.ports();
    usb::StationFolder folder{ports, image};
};

TEST_F(KernelStation, PassesTwoBoardsAtOnce) {
    const ChildEnd end = program();
    EXPECT_EQ(end.status, 0) << end.said();
    const auto all = usb::attempts(end);
    ASSERT_EQ(all.size(), 2U) << end.said();
    for (const std::size_t socket : {slow, fast}) {
        const Json& attempt = all.at(std::to_string(socket + 1));
        EXPECT_EQ(attempt["verdict"], "PASS") << attempt.dump();
        EXPECT_EQ(attempt["port"], bench.port(socket).text());
        EXPECT_TRUE(attempt["receipt"].is_object()) << attempt.dump();
        EXPECT_TRUE(holdsImage(socket));
    }
    expectJournalOf(2);
}

TEST_F(KernelStation, RecordsAProbeThatIsPulledInMidWriteAndPassesTheNextRun) {
    const ChildEnd struck = programUntil({}, [this] { bench.unplug(slow); });
    EXPECT_EQ(struck.status, 1) << struck.said();
    const auto all = usb::attempts(struck);
    ASSERT_EQ(all.size(), 2U) << struck.said();
    EXPECT_EQ(all.at("2")["verdict"], "PASS") << "trouble in one slot is none in another";
    const Json& lost = all.at("1");
    EXPECT_NE(lost["verdict"], "PASS") << lost.dump();
    EXPECT_EQ(lost["fault"]["name"], base::name(FaultCode::ProbeUnplugged)) << lost.dump();
    EXPECT_TRUE(lost["receipt"].is_object()) << "every attempt has a record";
    EXPECT_FALSE(holdsImage(slow)) << "it was not pulled in mid-write";

    bench.plug(slow, *usb::probeNamed("v2", 1));
    const ChildEnd again = program({"1"});
    EXPECT_EQ(again.status, 0) << again.said();
    EXPECT_EQ(usb::attempts(again).at("1")["verdict"], "PASS");
    EXPECT_TRUE(holdsImage(slow));

    expectJournalOf(3);
    const std::string uid = lost["uid"];
    const ChildEnd unit = runAs("worker", folder.command({"unit", uid, "--json"}));
    const Json records = Json::parse(unit.output, nullptr, false);
    ASSERT_EQ(records.size(), 2U) << unit.said();
    EXPECT_EQ(records[0]["verdict"], lost["verdict"]);
    EXPECT_EQ(records[0]["fault"], base::name(FaultCode::ProbeUnplugged));
    EXPECT_EQ(records[0]["receipt"], lost["receipt"]);
    EXPECT_EQ(records[1]["verdict"], "PASS");
}

TEST_F(KernelStation, EndsTheAttemptOfAProgramThatWasKilledInMidWrite) {
    const ChildEnd killed = programUntil({"1"}, [] {
        command({"killall", "-KILL", "greenlight"});
    });
    EXPECT_EQ(killed.status, 128 + SIGKILL) << killed.said();
    EXPECT_FALSE(holdsImage(slow)) << "it was not killed in mid-write";

    // The kernel has taken back what was in flight and given the probe free.
    const ChildEnd again = program({"1"});
    EXPECT_EQ(again.status, 0) << again.said();
    EXPECT_TRUE(holdsImage(slow));
    expectJournalOf(2);
    const std::string uid = usb::attempts(again).at("1")["uid"];
    const ChildEnd unit = runAs("worker", folder.command({"unit", uid, "--json"}));
    const Json records = Json::parse(unit.output, nullptr, false);
    ASSERT_EQ(records.size(), 2U) << unit.said();
    EXPECT_EQ(records[0]["verdict"], job::name(job::Verdict::Interrupted));
    EXPECT_EQ(records[1]["verdict"], "PASS");
}

TEST_F(KernelStation, BeginsNothingWithAProbeItMayNotOpenAndSaysWhomToCall) {
    command({"chown", "-R", "stranger:stranger", folder.path().string()});
    const ChildEnd end = runAs("stranger", folder.program({"1"}));
    EXPECT_EQ(end.status, 3) << end.said();
    const base::Sentences words = base::describe({.code = FaultCode::UsbPermission});
    EXPECT_NE(end.errors.find(words.happened), std::string::npos) << end.said();
    EXPECT_NE(end.errors.find(words.doNow), std::string::npos) << end.said();
    const auto audit = db::verifyJournal(folder.journal(), clock);
    ASSERT_TRUE(audit.ok()) << base::toLogLine(audit.fault());
    EXPECT_EQ(audit->attempts, 0U);
}

} // namespace
} // namespace greenlight::kernel

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    if (!greenlight::kernel::VhciBench::isPossible()) {
        std::fputs("This test is for the virtual machine that tests/kernel/run starts.\n", stderr);
        return 2;
    }
    const int failed = RUN_ALL_TESTS();
    // A run of no test is no proof of anything.
    return testing::UnitTest::GetInstance()->test_to_run_count() == 0 ? 2 : failed;
}
