/** The ready-made scenarios have no problems, and are read back as they were written. */
import { expect, test } from 'vitest'
import { checkScore } from '../../ops/scenario/check-scenario'
import { expectedRequests } from '../../ops/scenario/expected'
import { parseScore, printScore } from '../../ops/scenario/print-scenario'
import { scorePresets } from '.'

test.each(scorePresets.map((one) => [one.id, one] as const))(
  '%s can be played and is read back as it was written',
  (_id, { score }) => {
    expect(checkScore(score)).toEqual([])
    expect(parseScore(printScore(score))).toEqual({ ok: true, value: score })
    expect(expectedRequests(score)).toBeGreaterThan(1000)
  },
)
