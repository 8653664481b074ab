internal import CCurl

/// libcurl, which is loaded when it is first needed (Docs/Decisions/0004).
public enum CurlLibrary {
  /// Loads it beside whatever the caller does meanwhile.
  public static func preload() { curl_preload() }
}
