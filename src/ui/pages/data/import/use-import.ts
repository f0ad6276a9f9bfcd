/** @file useImport: the state of the import dialog: files, what was detected in them, corrections, and the progress of the import. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { type Message, Refusal, formatMessage } from '../../../../messages/message'
import type { ColumnChoice, IngestResult, Look, ReadOptions } from '../../../../protocol/ingest-messages'
import type { GivenFile } from '../../../../studio/given-file'
import { titleFrom } from '../../../../studio/bring-title'
import type { Returned } from '../../../../studio/dataset-return'
import type { BringBack } from '../../../../studio/state'
import { useSelect, useStudio } from '../../../studio-context'
import { choose } from './gather-files'
import { mayRestore, misfitText, optionsToRestore, optionsFor, useInto } from './existing-dataset'
import { type Use, useUse } from './use-in-project'

/** What the user wrote about the dataset. */
export interface Card {
  readonly title: string
  readonly licence: string
  readonly source: string
}

export type Stage = 'choose' | 'look' | 'import' | 'done'

export interface ImportState {
  readonly stage: Stage
  readonly files: readonly GivenFile[]
  readonly look: Look | undefined
  /** The files are being read again. */
  readonly looking: boolean
  readonly asked: ReadOptions
  readonly card: Card
  readonly problem: string | undefined
  readonly result: IngestResult | undefined
  /** The id of the dataset that was created or extended. */
  readonly made: string | undefined
  /** The project that uses it, once chosen. */
  readonly use: Use | undefined
  /** The name of the project that was open before a new one was made for the dataset. */
  readonly left: string | undefined
  /** The missing dataset of the open project, if the files may be its files although the user did not ask to restore it. */
  readonly mayReturn: BringBack | undefined
  /** The content of the files differs from the original files of the dataset to restore. */
  readonly other: boolean
  /** The result of restoring a dataset. */
  readonly returned: Message | undefined
}

const START = {
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

/** The state and the actions of the dialog. */
export function useImport() {
  const studio = useStudio()
  const given = useSelect((state) => state.choosing)
  const missing = useSelect((state) => state.bringBack)
  const { into, sets } = useInto()
  const [state, setState] = useState<ImportState>({ ...START, files: [], card: NO_CARD })
  const newest = useRef(0)
  const use = useUse(state.use, state.look, state.asked)

  /** Reads the first rows. Only the newest request counts; a refused one keeps the result before it, so that the correction can be undone. */
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
        if (mine === newest.current) setState((before) => ({ ...before, looking: false, problem: messageOf(error) }))
        return undefined
      }
    },
    [studio],
  )

  const joined = useRef(into)
  joined.current = into
  const asked = useRef(missing)
  asked.current = missing
  /** Whether restoring was suggested by the files, not asked for by the user. */
  const suggested = useRef(false)

  const readToRestore = useCallback(
    async (files: readonly GivenFile[], back: BringBack) => {
      const seen = await look(files, optionsToRestore(back, undefined))
      const asked = seen && optionsToRestore(back, seen)
      // Columns that are detected differently than before are corrected in a second pass.
      if (!back.read && Object.keys(asked?.columns ?? {}).length > 0) await look(files, asked as ReadOptions)
    },
    [look],
  )
  const lookFresh = useCallback(
    async (files: readonly GivenFile[]) => {
      const seen = await look(files, {})
      const lacks = seen && ((await studio.run('data.lacks')) as BringBack | null)
      const how = lacks ? mayRestore(lacks, seen, titleFrom(files)) : undefined
      if (!lacks || !how || studio.store.getState().choosing !== files) return
      suggested.current = true
      setState((before) => ({ ...before, mayReturn: lacks }))
      if (how !== 'sameName') return
      studio.store.setState({ bringBack: lacks })
      await readToRestore(files, lacks)
    },
    [look, readToRestore, studio],
  )

  useEffect(() => {
    if (!given || given.length === 0) return
    setState((before) => ({ ...before, ...START, card: NO_CARD }))
    if (suggested.current) {
      suggested.current = false
      asked.current = null
      studio.store.setState({ bringBack: null })
    }
    if (asked.current) return void readToRestore(given, asked.current)
    const set = joined.current
    if (!set) return void lookFresh(given)
    void look(given, optionsFor(set, undefined)).then((found) => {
      // Columns that the dataset does not have are left out in a second pass.
      if (found && misfitText(set, found, {})) void look(given, optionsFor(set, found))
    })
  }, [given, look, readToRestore, lookFresh, studio])

  return {
    state,
    into,
    /** The dataset of the project that the files restore. */
    missing,
    sets,
    /** The project that uses the dataset. */
    use,
    useIn(project: Use | 'back') {
      const back = project === 'back' ? state.mayReturn : undefined
      if (project !== 'back') setState((before) => ({ ...before, use: project }))
      if (!back && !missing) return
      studio.store.setState({ bringBack: back ?? null })
      void (back ? readToRestore(state.files, back) : look(state.files, {}))
    },
    /** Chooses the dataset that the rows are added to; undefined creates a new one. */
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
      if (suggested.current) studio.store.setState({ bringBack: null })
      suggested.current = false
      setState({ ...START, files: [], card: NO_CARD })
    },
    async start() {
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
        setState((before) => ({ ...before, stage: 'look', result: undefined, problem: messageOf(error), other }))
      }
    },
  }
}

export type Importing = ReturnType<typeof useImport>

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The notes of a preview or a result, each once. */
export function noteTexts(notes: Look['notes']): readonly string[] {
  const byArgs = new Map(notes.map((note) => [JSON.stringify(note), note]))
  return [...byArgs.values()].map(formatMessage)
}
