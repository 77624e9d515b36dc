#include "engine/probe/usb_bench.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace greenlight::probe {
namespace {

// These run against the libusb and the computer as they are, with or without USB and probes.

TEST(UsbBench, ListsInPortOrderOrSaysWhyNot) {
    base::SystemClock clock;
    UsbBench bench(clock);
    const auto list = bench.list();
    if (!list.ok()) {
        EXPECT_EQ(list.fault().code, FaultCode::UsbFailure);
        EXPECT_FALSE(list.fault().note.empty());
        return;
    }
    EXPECT_TRUE(std::ranges::is_sorted(*list, {}, &ProbeSight::port));
    const auto again = bench.list();
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(again->size(), list->size());
}

TEST(UsbBench, DoesNotOpenASocketThatIsNotThere) {
    base::SystemClock clock;
    UsbBench bench(clock);
    const auto link = bench.open(PortPath::parse("255-255.255").value());
    ASSERT_FALSE(link.ok());
    EXPECT_TRUE(link.fault().code == FaultCode::ProbeAbsent ||
                link.fault().code == FaultCode::UsbFailure);
}

} // namespace
} // namespace greenlight::probe
