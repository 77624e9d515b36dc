#include "tests/usb/mock_usb_server.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>

// The preload library must be in place before libusb is, so this program starts itself anew with
// it. The address sanitizer wants to be first and does not mind being second.
int main(int argc, char** argv) {
    // NOLINTBEGIN(concurrency-mt-unsafe): there is one thread.
    const char* const loaded = std::getenv("LD_PRELOAD");
    if (loaded == nullptr || std::string(loaded) != greenlight::usb::preloadLibrary) {
        setenv("LD_PRELOAD", greenlight::usb::preloadLibrary, 1);
        const char* const options = std::getenv("ASAN_OPTIONS");
        const std::string more = "verify_asan_link_order=0";
        setenv("ASAN_OPTIONS", options == nullptr ? more.c_str() : (options + (":" + more)).c_str(),
               1);
        execv("/proc/self/exe", argv);
        return 1;
    }
    // NOLINTEND(concurrency-mt-unsafe)
    // A device node is a terminal here, and one that goes away tells the session's leader.
    std::signal(SIGHUP, SIG_IGN);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
