import { expect, test } from 'vitest'
import { RUNBOOKS } from '../../ops/alerts/incidents'
import { runbookNamesText } from '../../messages/en/gallery/runbook-names'
import { runbooks } from '.'
import { readRunbook } from './runbook'

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
  expect(Object.keys(runbooks).sort()).toEqual([...RUNBOOKS].sort())
  for (const [key, load] of Object.entries(runbooks)) {
    const blocks = readRunbook((await load()).default, FACTS)
    expect(blocks[0]?.kind, key).toBe('heading')
    expect(blocks.filter(({ kind }) => kind === 'step').length, key).toBeGreaterThan(4)
    const text = JSON.stringify(blocks)
    expect(text, key).not.toMatch(/\{\w+\}|\]\(<|_[A-Za-z]/)
  }
  const version = readRunbook((await runbooks['bad-version']()).default, FACTS)
  expect(version.flatMap(({ parts }) => parts)).toContainEqual({
    kind: 'run',
    text: 'roll back the champion of a "b"',
    command: 'registry.rollback',
    args: { model: 'a "b"', alias: 'champion', why: 'runbook' },
  })
})

test('a step that needs an unknown name becomes unknown, without a gap in its text', async () => {
  const blocks = readRunbook((await runbooks['bad-version']()).default, { model: 'Digits', incident: 'a' })
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
