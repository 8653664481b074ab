import Reports
import Testing

@Suite struct CredentialsTests {
  @Test(arguments: [
    ("https://anna:pw@host/x?q=a@b", "https://***@host/x?q=a@b"),
    ("Authorization: Bearer abcdefgh12345678 end", "Authorization: Bearer *** end"),
    (#"|= "Basic YW5uYTpwdw==""#, #"|= "Basic ***==""#),
    ("basic authentication failed", "basic authentication failed"),
    (#"|= "glsa_0123456789abcdef0123""#, #"|= "***""#),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc_DEF-123", "***"),
    (#"kube_secret_info{secret="tls", token=~".+"}"#, #"kube_secret_info{secret="tls", token=~".+"}"#),
    ("rate(http_requests_total[5m])", "rate(http_requests_total[5m])"), ("", ""),
  ]) func queriesKeepAllButCredentials(text: String, masked: String) {
    #expect(Credentials.masked(inQuery: text) == masked)
  }

  @Test(arguments: [
    ("login password=hunter2 ok", "login password=*** ok"), (#"{"token":"a b","n":1}"#, #"{"token":"***","n":1}"#),
    (#"{\"api_key\":\"k-1\"}"#, #"{\"api_key\":\"***\"}"#), ("db_password: p@ss;w", "db_password: ***;w"),
    ("authorization: Bearer abcdefgh12345678", "authorization: Bearer ***"), ("token expired", "token expired"),
    ("password=", "password="), ("secret = 'x' y", "secret = '***' y"),
  ]) func textsLoseNamedOnesToo(text: String, masked: String) {
    #expect(Credentials.masked(inText: text) == masked)
  }
}
