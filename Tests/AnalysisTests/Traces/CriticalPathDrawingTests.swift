import Analysis
import Testing

/// Worked out by hand: every column of a root belongs to exactly one span's `#`.
@Suite struct CriticalPathDrawingTests {
  @Test(arguments: [
    (
      "alone",
      """
      R    |##########| self 10
      """
    ),
    (
      "one after another",
      """
      R    |#---#----#| self 3
        A  | ###      | self 3
        B  |     #### | self 4
      """
    ),
    (
      // A was still running when B began, so B did not wait for it; R itself began B.
      "overlapping children",
      """
      R    |####-----#| self 2
        A  | -----    | self 5
        B  |    ##### | self 5
      """
    ),
    (
      "fanned out: only the slowest counts",
      """
      R    |#-------##| self 3
        A  | --       | self 2
        B  | #######  | self 7
        C  | ----     | self 4
      """
    ),
    (
      "nested three deep",
      """
      R    |#--------#| self 2
        A  | #---#### | self 5
          B|  #-#     | self 2
            C|   #      | self 1
      """
    ),
    (
      // C decides when B ends, and B when A is called again.
      "a chain of retries",
      """
      R    |--#--##---| self 3
        A  |##        | self 2
        B  |   ##     | self 2
        C  |       ###| self 3
      """
    ),
    (
      // B runs on after its parent went away; R ends after it and so waited for B.
      "asynchronous below a short parent",
      """
      R    |#--#####--##| self 10
        A  | ##         | self 2
          B|        ##  | self 2 outlives
      """
    ),
    (
      // The same, but B began while A still ran.
      "asynchronous and overlapping its parent",
      """
      R    |#--------#| self 7
        A  | ##-      | self 2
          B|   ###### | self 6 outlives
      """
    ),
    (
      // Nobody can have waited for what ended after the root: A counts up to the root's end.
      "a child that outlives the root",
      """
      R    |######----  | self 6
        A  |      ####--| self 6 outlives
      """
    ),
    (
      // B went on after the root, and A had already ended: B was started and forgotten.
      "fire and forget",
      """
      R    |#--#######  | self 8
        A  | ##         | self 2
          B|    --------| self 8 outlives
      """
    ),
    (
      "started after the root had ended",
      """
      R    |#####   | self 5
        A  |      --| self 2 outlives
      """
    ),
    (
      // A's clock is behind: drawn from R's start on, where its work can have been.
      "clock skew before the parent",
      """
      R    |  ----####| self 4
        A  |--####    | self 6 skewed
      """
    ),
    (
      "clock skew, wholly before the parent",
      """
      R    |    ######| self 6
        A  |--        | self 2 skewed
      """
    ),
    (
      "spans of no duration",
      """
      R    |######----| self 6
        A  |  !       | self 0
        B  |      ####| self 4
        C  |      !   | self 0
      """
    ),
    (
      "same times: the first of the waterfall",
      """
      R    |#--------#| self 2
        A  | ######## | self 8
        B  | -------- | self 8
      """
    ),
    (
      // Siblings that end together: the longer one decided.
      "ending together",
      """
      R    |#--------#| self 2
        A  |    ----- | self 5
        B  | ######## | self 8
      """
    ),
    (
      "several roots: the longest true one",
      """
      A    |---       | self 3
      B    | ##---##  | self 4
        C  |   ###    | self 3
      D    |       ---| self 3
      """
    ),
    (
      "a missing parent beside a root",
      """
      R    |#######   | self 7
      O    |--------- | self 9 parent 99 orphan
      """
    ),
    (
      "no root came: the longest orphan",
      """
      O    |--        | self 2 parent 98 orphan
      P    | #####--# | self 6 parent 99 orphan
        Q  |      ##  | self 2
      """
    ),
    (
      // The earliest of the circle is cut loose and stands as its root.
      "a circle of parents",
      """
      A    |  ###---  | self 4 parent 2 outlives
      B    | #---     | self 1 parent 1 cycle
      C    |     --   | self 2 parent 1
      """
    ),
    (
      // Children of an id that came twice belong to the first that has it.
      "duplicate ids",
      """
      R    |#--------#| self 2
        A  | #-       | self 1 id 2
        B  |   ###### | self 6 id 2 duplicate
        C  |  #       | self 1 parent 2
      """
    ),
    (
      // P ends with its own child; the forgotten grandchild G overlaps Q, so P counts by itself.
      "late work overlapped by the next child",
      """
      R    |#---------#| self 2
        P  | ####      | self 4
          G|      ---  | self 3 outlives
        Q  |     ##### | self 5
      """
    ),
  ]) func drawsTheTruth(name: String, drawing: String) {
    #expect(TraceDrawing(drawing).truth == drawing, "\(name)")
  }
}
