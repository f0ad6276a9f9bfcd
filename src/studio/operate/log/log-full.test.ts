/** The disk is full while a service log is saved: the error is reported, and the unsaved entries are saved later. */
import { expect, test } from 'vitest'
import { type Message, message, Refusal } from '../../../messages/message'
import { hashLog } from '../../../ops/log/hash'
import { book, cut, sampleLog } from '../../../ops/log/sample-log.test-help'
import { memoryStorage } from '../../../storage/open-storage'
import type { Storage } from '../../../storage/records'
import { openLog } from './service-log'

const key = { project: 'p', service: 'digits' }

test('no part of a log is lost when the disk was full for a while', async () => {
  const kept = memoryStorage()
  let full = true
  const storage: Storage = {
    ...kept,
    serviceLogs: {
      ...kept.serviceLogs,
      async open(of) {
        const file = await kept.serviceLogs.open(of)
        return {
          ...file,
          flush: (log, copied) =>
            full ? Promise.reject(new Refusal(message('storage-full', {}) as Message)) : file.flush(log, copied),
        }
      },
    },
  }
  const notices: string[] = []
  const log = await openLog(storage, key, { onChange: () => undefined, onProblem: ({ code }) => notices.push(code) })
  log.begin(book, 5)
  const chain = hashLog()
  const send = async ({ entries, through }: ReturnType<typeof cut>[number]) => {
    chain.push(entries, through)
    await log.push({ entries, through, link: chain.link, book })
  }
  const [first, second] = cut(sampleLog(300, 7_200_000, 1, 60_000), [3_600_000])
  if (!first || !second) throw new Error('two batches')
  await send(first)
  await log.flush()
  expect(notices).toEqual(['storage-full'])
  const quiet = { onChange: () => undefined, onProblem: () => undefined }
  expect((await openLog(kept, key, quiet)).requests()).toBe(0)
  await send(second)
  full = false
  await log.close()
  const again = await openLog(kept, key, quiet)
  expect([again.requests(), again.statusCounts(), again.hash()]).toEqual([
    log.requests(),
    log.statusCounts(),
    log.hash(),
  ])
  expect(again.requests()).toBeGreaterThan(0)
})
