/** @file useUndoHere: Undo, by key or arrow, takes back what was last done where one stands: in the score, on the drawing, in the registry, at the fader, of objectives. */
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Board } from '../../../studio/board'
import type { Workshop } from '../../../studio/context'
import { type ActKind, actsOf, nextAct } from '../../../studio/operate/acts'
import { stepWords } from '../../canvas/step-words'
import { takesText } from '../../shell/shortcut-words'
import { type OwnHistory, undoOf } from '../../shell/undoes'
import { useRun, useSelect, useStudio } from '../../studio-context'
import { useScoreHistory } from './dock/use-score'
import { useScoreTouched } from './dock/scenario-touched'
import { stageWords } from './stage-words'
import { useOperate } from './use-operate'

/** What is done in a tab; in all others nothing is that could be taken back. */
const PLACES: Readonly<Record<string, 'drawing' | ActKind>> = {
  drawing: 'drawing',
  // Batches and replicas are tuned on the drawing's stages.
  url: 'drawing',
  registry: 'flag',
  canary: 'share',
  objectives: 'objective',
}
/** Whose commands take an act back. */
const COMMANDS: Readonly<Record<ActKind, string>> = { flag: 'registry', share: 'canary', objective: 'slo' }
const NOTHING: OwnHistory = { canUndo: false, canRedo: false, undo: () => undefined, redo: () => undefined }

/** Says whose history it is as long as the room is shown. */
export function useUndoHere(): void {
  // The studio a page stands on is the whole workshop: its type only hides the insides.
  const studio = useStudio() as Workshop
  const run = useRun()
  const tab = useOperate((state) => state.tab)
  const board = useOperate((state) => state.board)
  const score = useScoreHistory()
  const inScore = useScoreTouched(tab)
  const acts = useStore(actsOf(studio))
  const drawn = useStore((board ?? studio).store as Board['store'], ({ history }) => history)
  // Whether a flag, the fader or an objective still stands as it was left.
  const aliases = useSelect((state) => state.aliases)
  const services = useSelect((state) => state.project.services)
  const place = inScore ? 'score' : PLACES[tab]
  // biome-ignore lint/correctness/useExhaustiveDependencies: all that may change what can be taken back
  const history = useMemo((): OwnHistory => {
    switch (place) {
      case 'score':
        return {
          canUndo: (score?.past.length ?? 0) > 0,
          canRedo: (score?.future.length ?? 0) > 0,
          undo: () => run('score.undo'),
          redo: () => run('score.redo'),
        }
      case 'drawing':
        return board ? drawingHistory(studio, board, tab) : NOTHING
      case 'flag':
      case 'share':
      case 'objective': {
        const of = COMMANDS[place]
        return {
          canUndo: nextAct(studio, place, 'undo') !== undefined,
          canRedo: nextAct(studio, place, 'redo') !== undefined,
          undo: () => run(`${of}.undo`),
          redo: () => run(`${of}.redo`),
        }
      }
      case undefined:
        return NOTHING
      default:
        return place satisfies never
    }
  }, [place, score, acts, drawn, aliases, services, board, tab, studio, run])
  useEffect(() => {
    undoOf(history)
    return () => undoOf(undefined)
  }, [history])
  const ownKeys = place !== 'drawing' || tab !== 'drawing'
  useEffect(() => {
    if (!ownKeys) return
    // Before the window hears it: there the keys are those of the drawing. Where a note was removed nothing has the focus.
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || takesText(event.target)) return
      const key = event.key.toLowerCase()
      if (key !== 'z' && key !== 'y') return
      event.preventDefault()
      if (key === 'y' || event.shiftKey) {
        if (history.canRedo) history.redo()
      } else if (history.canUndo) history.undo()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [ownKeys, history])
}

/** Of the drawing; where it is out of sight it is said what changed. */
function drawingHistory(studio: Workshop, board: Board, tab: string): OwnHistory {
  const { past, future } = board.store.getState().history
  const go = (id: 'graph.undo' | 'graph.redo', start: string) => () => {
    const before = board.store.getState().project.drawing
    board
      .run(id)
      .then(() => {
        const after = board.store.getState().project.drawing
        if (tab === 'drawing' || before === after) return
        const [from, to] = id === 'graph.undo' ? [after, before] : [before, after]
        const text = `${start}, in the drawing: ${stepWords(stageWords.nouns, from, to)}.`
        return studio.run('notice.show', { tone: 'info', text })
      })
      .catch(() => undefined)
  }
  return {
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    undo: go('graph.undo', 'Taken back'),
    redo: go('graph.redo', 'Done again'),
  }
}
