public import Telemetry

/// The runbooks of the homelab's people.
public enum HomelabRunbooks {
  /// The one whose file is called so; `nil` when there is none.
  public static func runbook(key: String) -> Runbook? {
    texts[key].map { Runbook(path: "runbooks/\(key).md", text: $0) }
  }

  private static let texts = [
    "slow-playback": """
    # Jellyfin: slow playback

    Jellyfin burns its error budget: **playback starts late or not at all**. It is nearly always the NAS.

    ## First

    1. Is it the network or the NAS? The [probe](slow.md) says which phase takes the time.
    2. Look at the queue of each disk:

       | disk | holds   | healthy queue | bad above |
       |------|---------|---------------|-----------|
       | sda  | system  | 1 – 4         | 16        |
       | sdb  | media   | 1 – 5         | 32        |

    3. One slow trace: `nfs.read` with retries means the export, not Jellyfin.

    ## When sdb stalls

    Stop the scrub, it can wait for the night:

    ```sh
    ssh nas01 'btrfs scrub cancel /srv/media'
    kubectl -n media rollout restart deployment/jellyfin
    ```

    > Do not restart the NAS while somebody transcodes: the cache is on tmpfs.

    - [ ] tell the family
    - [ ] note the disk's `smartctl -a` in the [log](https://wiki.home.lan/nas/log)

    ## See also

    [Probes](down.md), [certificates](certificates.md), [the first steps](#first).
    """,
    "slow": """
    # A slow probe

    `processing` is the application, everything else is the way to it.

    * *resolve* slow: CoreDNS, `kubectl -n kube-system logs deploy/coredns`
    * *tls* slow: the gateway has no CPU left
    * *processing* slow: see [slow playback](slow-playback.md)
    """,
    "down": """
    # A probe that does not answer

    1. From another host: `curl -v URL`
    2. Is the target meant to be there? `127.0.0.1:9` is a test that must fail.
    """,
    "certificates": """
    # Certificates

    cert-manager renews 30 days before the end. When it did not:

    ```sh
    kubectl -n gateway describe certificate home-lan
    kubectl -n gateway delete secret home-lan-tls
    ```
    """,
  ]
}
