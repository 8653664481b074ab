internal import Telemetry

/// Writes a trace as Tempo's protobuf JSON: base64 ids, 64-bit numbers as strings, zeros left out.
struct OTLPTraceWriter {
  let trace: Trace

  /// `[{resource, scopeSpans}]`, one entry for each resource.
  func resourceSpans(_ json: inout JSONWriter) {
    let byResource = Dictionary(grouping: trace.spans, by: \.resource)
    json.array(of: byResource.keys.sorted()) { json, resource in
      json.object { json in
        json.field("resource") { json in
          json.object { json in
            guard trace.resources.indices.contains(resource) else { return }
            attributes(trace.resources[resource].attributes, &json)
          }
        }
        json.field("scopeSpans") { scopeSpans(byResource[resource] ?? [], &$0) }
      }
    }
  }

  private func scopeSpans(_ spans: [Span], _ json: inout JSONWriter) {
    let byScope = Dictionary(grouping: spans, by: \.scope)
    json.array(of: byScope.keys.sorted()) { json, scope in
      json.object { json in
        json.field("scope") { json in
          json.object { json in
            guard trace.scopes.indices.contains(scope) else { return }
            let scope = trace.scopes[scope]
            if !scope.name.isEmpty { json.field("name", scope.name) }
            if !scope.version.isEmpty { json.field("version", scope.version) }
            attributes(scope.attributes, &json)
          }
        }
        json.field("spans") { json in
          json.array(of: byScope[scope] ?? []) { json, span in self.span(span, &json) }
        }
      }
    }
  }

  private func span(_ span: Span, _ json: inout JSONWriter) {
    json.object { json in
      json.field("traceId", Base64.text(trace.id))
      json.field("spanId", Base64.text(span.id))
      if let parent = span.parentID { json.field("parentSpanId", Base64.text(parent)) }
      json.field("name", span.name)
      if span.kind != .unspecified {
        json.field("kind", "SPAN_KIND_" + span.kind.name.uppercased())
      }
      json.field("startTimeUnixNano", String(span.start.nanoseconds))
      json.field("endTimeUnixNano", String(span.end.nanoseconds))
      attributes(span.attributes, &json)
      events(span.events, &json)
      links(span.links, &json)
      json.field("status") { status(span, &$0) }
    }
  }

  private func status(_ span: Span, _ json: inout JSONWriter) {
    json.object { json in
      if !span.statusMessage.isEmpty { json.field("message", span.statusMessage) }
      if span.status != .unset {
        json.field("code", "STATUS_CODE_" + span.status.name.uppercased())
      }
    }
  }

  private func events(_ events: [SpanEvent], _ json: inout JSONWriter) {
    guard !events.isEmpty else { return }
    json.field("events") { json in
      json.array(of: events) { json, event in
        json.object { json in
          json.field("timeUnixNano", String(event.time.nanoseconds))
          if !event.name.isEmpty { json.field("name", event.name) }
          attributes(event.attributes, &json)
        }
      }
    }
  }

  private func links(_ links: [SpanLink], _ json: inout JSONWriter) {
    guard !links.isEmpty else { return }
    json.field("links") { json in
      json.array(of: links) { json, link in
        json.object { json in
          json.field("traceId", Base64.text(link.traceID))
          if let span = link.spanID { json.field("spanId", Base64.text(span)) }
          attributes(link.attributes, &json)
        }
      }
    }
  }

  private func attributes(_ attributes: [Attribute], _ json: inout JSONWriter) {
    guard !attributes.isEmpty else { return }
    json.field("attributes") { Self.entries(attributes, &$0) }
  }

  /// `[{key, value}]`
  static func entries(_ attributes: [Attribute], _ json: inout JSONWriter) {
    json.array(of: attributes) { json, attribute in
      json.object { json in
        json.field("key", attribute.key)
        json.field("value") { value(attribute.value, &$0) }
      }
    }
  }

  /// An AnyValue.
  static func value(_ value: AttributeValue, _ json: inout JSONWriter) {
    json.object { json in
      switch value {
      case .string(let text): json.field("stringValue", text)
      case .int(let int): json.field("intValue", String(int))
      case .double(let double): json.field("doubleValue", double)
      case .bool(let bool): json.field("boolValue", bool)
      case .bytes(let bytes): json.field("bytesValue", Base64.text(bytes))
      case .array(let values):
        json.field("arrayValue") { json in
          json.object { json in
            json.field("values") { $0.array(of: values) { json, value in self.value(value, &json) } }
          }
        }
      case .map(let entries):
        json.field("kvlistValue") { json in
          json.object { $0.field("values") { self.entries(entries, &$0) } }
        }
      case .empty: break
      }
    }
  }
}
