/** @file useBring: what stands in the dialog that brings data in: files, what was found in them, what was corrected, how the import goes. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { type Message, Refusal, say } from '../../../../messages/message'
import type { ColumnChoice, IngestResult, Look, ReadOptions } from '../../../../protocol/ingest-messages'
import type { GivenFile } from '../../../../studio/given-file'
import { titleFrom } from '../../../../studio/bring-title'
import type { Returned } from '../../../../studio/dataset-return'
import type { BringBack } from '../../../../studio/state'
import { useSelect, useStudio } from '../../../studio-context'
import { choose } from './gathering'
import { mayBringBack, misfitWords, optionsBack, optionsFor, useInto } from './into'
import { type Use, useUse } from './use-in'

/** Told beside the set, as a person wrote it. */
export interface Card {
  readonly title: string
  readonly licence: string
  readonly source: string
}

export type Stage = 'choose' | 'look' | 'import' | 'done'

export interface BringState {
  readonly stage: Stage
  readonly files: readonly GivenFile[]
  readonly look: Look | undefined
  /** The look is being taken anew. */
  readonly looking: boolean
  readonly asked: ReadOptions
  readonly card: Card
  readonly problem: string | undefined
  readonly result: IngestResult | undefined
  /** The set that was made, or joined. */
  readonly made: string | undefined
  /** Which project shall use it, once that was chosen. */
  readonly use: Use | undefined
  /** The project that was open before a new one was made for the set. */
  readonly left: string | undefined
  /** The set that the open project lacks, which the files may be those of although nobody asked for them. */
  readonly mayReturn: BringBack | undefined
  /** The files that shall bring a set back have other content than it began from. */
  readonly other: boolean
  /** What came of a set that was brought back. */
  readonly returned: Message | undefined
}

const BEGUN = {
  stage: 'choose',
  look: undefined,
  looking: false,
  asked: {},
  problem: undefined,
  result: undefined,
  made: undefined,
  use: undefined,
  left: undefined,
  other: false,
  mayReturn: undefined,
  returned: undefined,
} as const
const NO_CARD: Card = { title: '', licence: '', source: '' }

/** The state, and what can be done. */
export function useBring() {
  const studio = useStudio()
  const given = useSelect((state) => state.choosing)
  const missing = useSelect((state) => state.bringBack)
  const { into, sets } = useInto()
  const [state, setState] = useState<BringState>({ ...BEGUN, files: [], card: NO_CARD })
  const newest = useRef(0)
  const use = useUse(state.use, state.look, state.asked)

  /** The look that comes last counts; one that is refused leaves the one before, so that the correction can be taken back. */
  const look = useCallback(
    async (files: readonly GivenFile[], asked: ReadOptions) => {
      const mine = ++newest.current
      setState((before) => ({ ...before, files, asked, looking: true, problem: undefined, other: false }))
      try {
        const found = (await studio.run('data.peek', { files, options: asked })) as Look
        if (mine !== newest.current) return undefined
        setState((before) => ({ ...before, stage: 'look', look: found, looking: false }))
        return found
      } catch (error) {
        if (mine === newest.current) setState((before) => ({ ...before, looking: false, problem: wordsOf(error) }))
        return undefined
      }
    },
    [studio],
  )

  const joined = useRef(into)
  joined.current = into
  const asked = useRef(missing)
  asked.current = missing
  /** Of these files it was found, not asked, that they may bring the set back. */
  const found = useRef(false)

  const lookBack = useCallback(
    async (files: readonly GivenFile[], back: BringBack) => {
      const seen = await look(files, optionsBack(back, undefined))
      const asked = seen && optionsBack(back, seen)
      // What is found otherwise than it was is corrected, once it is known.
      if (!back.read && Object.keys(asked?.columns ?? {}).length > 0) await look(files, asked as ReadOptions)
    },
    [look],
  )
  const lookAnew = useCallback(
    async (files: readonly GivenFile[]) => {
      const seen = await look(files, {})
      const lacks = seen && ((await studio.run('data.lacks')) as BringBack | null)
      const how = lacks ? mayBringBack(lacks, seen, titleFrom(files)) : undefined
      if (!lacks || !how || studio.store.getState().choosing !== files) return
      found.current = true
      setState((before) => ({ ...before, mayReturn: lacks }))
      if (how !== 'so called') return
      studio.store.setState({ bringBack: lacks })
      await lookBack(files, lacks)
    },
    [look, lookBack, studio],
  )

  useEffect(() => {
    if (!given || given.length === 0) return
    setState((before) => ({ ...before, ...BEGUN, card: NO_CARD }))
    if (found.current) {
      found.current = false
      asked.current = null
      studio.store.setState({ bringBack: null })
    }
    if (asked.current) return void lookBack(given, asked.current)
    const set = joined.current
    if (!set) return void lookAnew(given)
    void look(given, optionsFor(set, undefined)).then((found) => {
      // What the set has no column for is left out, once it is known.
      if (found && misfitWords(set, found, {})) void look(given, optionsFor(set, found))
    })
  }, [given, look, lookBack, lookAnew, studio])

  return {
    state,
    into,
    /** The set of the project that the files shall bring back. */
    missing,
    sets,
    /** Which project uses the set. */
    use,
    useIn(project: Use | 'back') {
      const back = project === 'back' ? state.mayReturn : undefined
      if (project !== 'back') setState((before) => ({ ...before, use: project }))
      if (!back && !missing) return
      studio.store.setState({ bringBack: back ?? null })
      void (back ? lookBack(state.files, back) : look(state.files, {}))
    },
    /** Another set that the rows join, or none: they make one of their own. */
    putInto(id: string | undefined) {
      const set = sets.find((one) => one.id === id)
      studio.store.setState({ bringInto: set?.id ?? null })
      void look(state.files, set ? optionsFor(set, state.look) : {})
    },
    begin: useCallback(
      (files: readonly GivenFile[]) => {
        if (files.length > 0) void choose(studio, files)
      },
      [studio],
    ),
    correct: (change: Partial<ReadOptions>) => void look(state.files, { ...state.asked, ...change }),
    correctColumn: (name: string, change: ColumnChoice) =>
      void look(state.files, {
        ...state.asked,
        columns: { ...state.asked.columns, [name]: { ...state.asked.columns?.[name], ...change } },
      }),
    describe: (change: Partial<Card>) => setState((before) => ({ ...before, card: { ...before.card, ...change } })),
    back: () => {
      newest.current++
      if (found.current) studio.store.setState({ bringBack: null })
      found.current = false
      setState({ ...BEGUN, files: [], card: NO_CARD })
    },
    async bring() {
      const { files, asked, card, look: found } = state
      const { title, ...rest } = card
      const target = asked.target ?? found?.options.target
      const left = into || missing || use !== 'new' ? undefined : studio.store.getState().project.name
      setState((before) => ({ ...before, stage: 'import', use, left, problem: undefined }))
      try {
        const made = await studio.run('data.bring', {
          files,
          options: { ...asked, ...(target === undefined ? {} : { target }) },
          ...(title.trim() === '' ? {} : { title }),
          card: rest,
          ...(into ? { into: into.id } : { project: use }),
          ...(missing ? { back: state.other ? 'other' : true } : {}),
          onBack: ({ said }: Returned) => setState((before) => ({ ...before, returned: said })),
          onRead: (result: IngestResult) => setState((before) => ({ ...before, result })),
        })
        setState((before) => ({ ...before, stage: 'done', made: String(made) }))
      } catch (error) {
        const other = error instanceof Refusal && error.code === 'set-other-content'
        setState((before) => ({ ...before, stage: 'look', result: undefined, problem: wordsOf(error), other }))
      }
    },
  }
}

export type Bringing = ReturnType<typeof useBring>

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The notes of a look or a result, each once. */
export function noteWords(notes: Look['notes']): readonly string[] {
  return [...new Set(notes.map(say))]
}
