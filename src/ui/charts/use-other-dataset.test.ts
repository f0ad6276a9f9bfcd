/**
 * @file Tests that a run is marked with the title of the dataset it was trained on if a different dataset is in use.
 */
import { expect, test } from 'vitest'
import '../../catalog/datasets'
import type { AppState } from '../../studio/state'
import { otherDataset } from './use-other-dataset'

type Seen = Parameters<typeof otherDataset>[0]
const seen = (inUse: string, runs: readonly [id: string, dataset: string][], now?: string) =>
  ({
    run: now === undefined ? { tag: 'idle' } : { tag: 'training', id: now },
    runs: runs.map(([id, dataset], i) => ({ id, startedAt: `2024-01-0${i + 1}`, content: { data: { dataset } } })),
    project: { data: { dataset: inUse } },
  }) as unknown as Seen & AppState

test.each([
  [
    'the newest run',
    seen('mine', [
      ['a', 'mine'],
      ['b', 'mnist-starter'],
    ]),
    'MNIST digits, starter',
  ],
  [
    'the current run',
    seen(
      'mine',
      [
        ['a', 'mine'],
        ['b', 'mnist-starter'],
      ],
      'a',
    ),
    undefined,
  ],
  ['a dataset that is not on this device', seen('mine', [['a', 'gone']]), 'gone'],
  ['none', seen('mine', []), undefined],
])('%s', (_, state, title) => expect(otherDataset(state)).toBe(title))
