#include "engine/job/arrival.h"

namespace greenlight::job {

bool Arrival::look(bool contact, Instant now) {
    if (!m_run || m_run->closed != contact) {
        m_run = Run{.closed = contact, .since = now};
    }
    ++m_run->looks;
    const bool lasts = m_run->looks >= 2 && now - m_run->since >= (contact ? steadyFor : emptyFor);
    if (!contact && lasts) {
        m_empty = true;
    }
    return contact && lasts && m_empty;
}

void Arrival::forget() {
    m_run.reset();
    m_empty = false;
}

} // namespace greenlight::job
