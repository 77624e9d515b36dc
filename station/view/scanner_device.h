#pragma once

#include "engine/base/result.h"
#include "station/scan_keys.h"

#include <QObject>
#include <QSocketNotifier>
#include <QString>
#include <QTimer>
#include <filesystem>
#include <functional>
#include <memory>

namespace greenlight::station::view {

/// A file descriptor of an event device that types nowhere else from now on (EVIOCGRAB of
/// linux/input.h), to be closed by the caller. Faults: FileUnreadable, with the system's reason.
Result<int> openScanner(const std::filesystem::path& device);

/// A scanner that is bound to this station: labels come from its own device and from nothing else,
/// wherever the focus is, and never as keys. One that is pulled out is waited for. Thread: the
/// GUI's.
class ScannerDevice : public QObject {
    Q_OBJECT

public:
    using Open = std::function<Result<int>()>;

    /// A scanner that is away is looked for this often.
    static constexpr std::chrono::milliseconds lookAgain{1000};

    /// `open` is openScanner() of the device, or what stands for it in a test.
    explicit ScannerDevice(Open open, QObject* parent = nullptr);
    ScannerDevice(const ScannerDevice&) = delete;
    ScannerDevice& operator=(const ScannerDevice&) = delete;
    ScannerDevice(ScannerDevice&&) = delete;
    ScannerDevice& operator=(ScannerDevice&&) = delete;
    ~ScannerDevice() override;

    [[nodiscard]] bool isThere() const noexcept { return m_notifier != nullptr; }

    /// Looks for it now.
    void look();

Q_SIGNALS:
    /// A whole label, without its Enter.
    void scanned(const QString& label);
    void presenceChanged(bool there);

private:
    void read();
    void lose(const std::string& why);

    Open m_open;
    int m_file = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_again{this};
    ScanKeys m_keys;
    std::string m_missed; ///< why, as the log has it already
};

} // namespace greenlight::station::view
