/// A set of label names and values, sorted by name, each name once.
///
/// Serves metric labels, Loki stream labels and structured metadata alike.
public struct Labels: Hashable, Sendable {
  public struct Pair: Hashable, Sendable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public private(set) var pairs: [Pair]

  public init() { pairs = [] }

  /// Sorts; of two pairs with one name the later wins.
  public init(_ unsorted: some Sequence<Pair>) {
    pairs = []
    for pair in unsorted { self[pair.name] = pair.value }
  }

  public init(_ dictionary: [String: String]) {
    pairs = dictionary.map { Pair($0.key, $0.value) }.sorted { $0.name < $1.name }
  }

  /// The value of `name`; `nil` when absent. Assigning `nil` removes it.
  public subscript(name: String) -> String? {
    get {
      let index = position(of: name)
      return index < pairs.count && pairs[index].name == name ? pairs[index].value : nil
    }
    set {
      let index = position(of: name)
      let present = index < pairs.count && pairs[index].name == name
      switch (present, newValue) {
      case (true, let value?): pairs[index].value = value
      case (true, nil): pairs.remove(at: index)
      case (false, let value?): pairs.insert(Pair(name, value), at: index)
      case (false, nil): break
      }
    }
  }

  /// Where the pairs are kept. As long as one of them lives, two sets kept at one place are the same set; two
  /// that are kept apart may be equal nonetheless.
  public var place: UInt { pairs.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } }

  public var names: [String] { pairs.map(\.name) }
  public var isEmpty: Bool { pairs.isEmpty }
  public var count: Int { pairs.count }

  /// `__name__`, or the empty string when the series has none.
  public var metricName: String { self["__name__"] ?? "" }

  /// Only the named labels (PromQL `by`).
  public func keeping(_ names: some Collection<String>) -> Labels {
    var kept = Labels()
    kept.pairs = pairs.filter { names.contains($0.name) }
    return kept
  }

  /// All but the named labels (PromQL `without`).
  public func dropping(_ names: some Collection<String>) -> Labels {
    var kept = Labels()
    kept.pairs = pairs.filter { !names.contains($0.name) }
    return kept
  }

  /// Both sets; on a clash `other` wins.
  public func merging(_ other: Labels) -> Labels {
    var merged = self
    for pair in other.pairs { merged[pair.name] = pair.value }
    return merged
  }

  private func position(of name: String) -> Int {
    // Servers send names in order, so a new one mostly comes last.
    guard let last = pairs.last, last.name >= name else { return pairs.count }
    var (low, high) = (0, pairs.count)
    while low < high {
      let middle = (low + high) / 2
      if pairs[middle].name < name { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Labels: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, String)...) {
    self.init()
    for (name, value) in elements { self[name] = value }
  }
}

extension Labels: Comparable {
  /// By names and values in order, as Prometheus sorts matrix series.
  public static func < (a: Labels, b: Labels) -> Bool {
    for (x, y) in zip(a.pairs, b.pairs) where x != y {
      return x.name == y.name ? x.value < y.value : x.name < y.name
    }
    return a.count < b.count
  }
}

extension Labels: CustomStringConvertible {
  /// `name{a="b", c="d"}`, the form Prometheus itself prints; `{}` when empty.
  public var description: String {
    let rest = pairs.filter { $0.name != "__name__" }
      .map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ", ")
    return rest.isEmpty && !metricName.isEmpty ? metricName : "\(metricName){\(rest)}"
  }

  /// A value as it stands between double quotes in PromQL, LogQL and TraceQL.
  public static func escaped(_ value: String) -> String {
    var out = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": out += "\\\\"
      case "\"": out += "\\\""
      case "\n": out += "\\n"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
