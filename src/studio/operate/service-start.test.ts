/** What is said of a drawing that cannot serve: its problems by their number, and advice is none. */
import { expect, test } from 'vitest'
import { Refusal, say } from '../../base/messages/message'
import '../../base/messages/learn-desk'
import { guardedService } from '../../gallery/drills/guarded-service'
import { checkService } from '../../compile/service/check-service'
import type { Board } from '../board'
import { specOf } from './service-start'

test('a loop beside an advice is one problem', () => {
  const { drawing } = guardedService('m', 's', { champion: 50, challenger: 50 })
  const wires = [...drawing.wires, { id: 'loop', from: 'abstain', to: 'champion' }]
  const report = checkService({ ...drawing, wires } as typeof drawing)
  const [loop] = report.diagnostics
  const advised = { ...report, diagnostics: [...report.diagnostics, { ...loop, severity: 'advice' }] }
  // Cast: of a board what is read.
  const board = { store: { getState: () => ({ report: advised }) } } as unknown as Board
  let said = ''
  try {
    specOf(board, 's')
  } catch (error) {
    said = error instanceof Refusal ? say(error.said) : ''
  }
  expect(said).toBe('"s" cannot serve yet: its drawing has 1 problem. It stands at its stage.')
})
