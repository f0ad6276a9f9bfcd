import { expect, test } from 'vitest'
import { runbookNamesText } from '../messages/en/gallery/runbook-names'
import { RUNBOOKS } from '../ops/alerts/incidents'
import { loadRunbook, readRunbook } from './runbooks'

const FACTS = {
  model: 'a "b"',
  version: 'a "b"@2',
  number: 2,
  alias: 'challenger',
  challenger: 'a "b"@2',
  incident: 'up fast 3',
  slice: 'dark',
  feature: 'brightness',
}

test('every kind of incident has a runbook, whose steps run commands with the names of the incident', async () => {
  for (const key of RUNBOOKS) {
    const blocks = readRunbook(await loadRunbook(key), FACTS)
    expect(blocks[0]?.kind, key).toBe('heading')
    expect(blocks.filter(({ kind }) => kind === 'step').length, key).toBeGreaterThan(4)
    const text = JSON.stringify(blocks)
    expect(text, key).not.toMatch(/\{\w+\}|\]\(<|_[A-Za-z]/)
  }
  const version = readRunbook(await loadRunbook('bad-version'), FACTS)
  expect(version.flatMap(({ parts }) => parts)).toContainEqual({
    kind: 'run',
    text: 'roll back the champion of a "b"',
    command: 'registry.rollback',
    args: { model: 'a "b"', alias: 'champion', why: 'runbook' },
  })
})

test('a step that needs an unknown name becomes unknown, without a gap in its text', async () => {
  const blocks = readRunbook(await loadRunbook('bad-version'), { model: 'Digits', incident: 'a' })
  const parts = blocks.flatMap(({ parts }) => parts)
  expect(parts).toContainEqual({
    ...{ kind: 'unknown', text: `open ${runbookNamesText.unknown.version}`, command: 'registry.open' },
  })
  const [step] = readRunbook('1. Then [go back](<run:registry.rollback {"model":"{model}"}>), to {model}.', {})
  expect(step).toEqual({
    kind: 'step',
    parts: [
      'Then ',
      { kind: 'unknown', text: 'go back', command: 'registry.rollback' },
      `, to ${runbookNamesText.unknown.model}.`,
    ],
  })
})
