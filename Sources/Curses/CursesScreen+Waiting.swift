internal import CCurses
internal import CTerminal
public import Canvas

extension CursesScreen {
  public func wait(atMost timeout: Duration?) -> [Input] {
    if isHungUp { return waitAfterHangup() }
    let deadline = timeout.map { cterminal_milliseconds() + $0.wholeMilliseconds }
    while true {
      let output: Int32 = isBehind ? 1 : -1
      let found = cterminal_poll(0, wakeFile.descriptor, output, patience(until: deadline))
      if has(found, CTERMINAL_WOKEN) { cterminal_drain(wakeFile.descriptor) }
      signals |= cterminal_take_signals()
      if has(signals, CTERMINAL_HANGUP) { return hangUp() }
      if has(found, CTERMINAL_WRITABLE) { catchUp() }
      var inputs = takeSignals()
      if has(found, CTERMINAL_INPUT) || has(found, CTERMINAL_GONE) { inputs += read() }
      if let ends = patienceEnds, cterminal_milliseconds() >= ends {
        patienceEnds = nil
        inputs += decoder.flush()
      }
      if !inputs.isEmpty || has(found, CTERMINAL_WOKEN) { return inputs }
      if let deadline, cterminal_milliseconds() >= deadline { return [] }
    }
  }

  private func has(_ bits: UInt32, _ bit: Int) -> Bool {
    bits & UInt32(bit) != 0
  }

  /// Milliseconds to sleep for: up to the deadline or until an escape counts as the key.
  private func patience(until deadline: Int64?) -> Int32 {
    guard let first = [deadline, patienceEnds].compactMap({ $0 }).min() else { return -1 }
    return Int32(clamping: max(0, first - cterminal_milliseconds()))
  }

  /// What is there to read, a few thousand bytes at a time.
  private func read() -> [Input] {
    let bytes = [UInt8](unsafeUninitializedCapacity: 16_384) { buffer, count in
      let length = cterminal_read(buffer.baseAddress, buffer.count)
      count = max(0, length)
      if length == 0 { isHungUp = true }
    }
    if isHungUp {
      cterminal_abandon()
      return hangUp()
    }
    let inputs = decoder.feed(bytes)
    patienceEnds = decoder.patience.map { cterminal_milliseconds() + Int64($0) }
    return inputs
  }

  private func takeSignals() -> [Input] {
    let taken = signals
    signals = 0
    var inputs = [Input]()
    if has(taken, CTERMINAL_TERMINATE) { inputs.append(.terminate) }
    if has(taken, CTERMINAL_CONTINUED) {
      // Stopped by somebody else: the shell has had the terminal meanwhile.
      reenter()
      inputs.append(.resize(size))
    } else if has(taken, CTERMINAL_RESIZED), fit() {
      inputs.append(.resize(size))
    }
    if has(taken, CTERMINAL_STOP) { inputs.append(.suspend) }
    return inputs
  }

  private func hangUp() -> [Input] {
    isHungUp = true
    isBehind = false
    return [.hangup]
  }

  /// A caller that goes on after the hangup must not spin.
  private func waitAfterHangup() -> [Input] {
    _ = cterminal_poll(-1, -1, -1, 100)
    return [.hangup]
  }
}

extension Duration {
  /// Rounded up; never negative, at most about three weeks.
  fileprivate var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    let part = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return min(max(0, seconds), 2_000_000) * 1000 + max(0, part)
  }
}
