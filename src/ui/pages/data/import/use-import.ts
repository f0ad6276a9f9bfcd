/**
 * @file useImport: the state of the import dialog: the files, what was detected in them, the user's corrections, and
 * the progress.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import { formatMessage, type Message, Refusal } from '../../../../messages/message'
import type { ColumnChoice, ImportPreview, IngestResult, ReadOptions } from '../../../../protocol/ingest-messages'
import { suggestedTitle } from '../../../../studio/data/import-dataset'
import type { GivenFile } from '../../../../studio/data/input-file'
import type { Returned } from '../../../../studio/data/restore-dataset'
import type { MissingDataset } from '../../../../studio/state'
import { useSelect, useStudio } from '../../../studio-context'
import { openWithFiles } from './dropped-files'
import { mayRestore, misfitText, optionsFor, optionsToRestore, useTargetDataset } from './existing-dataset'
import { type ProjectUse, useProjectUse } from './project-choice'
import { errorMessage } from '../../../../base/result'

/** What the user entered about the dataset. */
export interface Card {
  readonly title: string
  readonly license: string
  readonly source: string
}

export type Stage = 'choose' | 'look' | 'import' | 'done'

export interface ImportState {
  readonly stage: Stage
  readonly files: readonly GivenFile[]
  readonly preview: ImportPreview | undefined
  /** Whether the files are being read again. */
  readonly isReading: boolean
  readonly options: ReadOptions
  readonly card: Card
  readonly problem: string | undefined
  readonly result: IngestResult | undefined
  /** The id of the dataset that was created or extended. */
  readonly datasetId: string | undefined
  /** Which project uses the dataset, once chosen. */
  readonly use: ProjectUse | undefined
  /** The name of the project that was open before a new project was created for the dataset. */
  readonly previousProject: string | undefined
  /**
   * The open project's missing dataset, if the files may belong to that dataset although the user did not ask to
   * restore it.
   */
  readonly restorable: MissingDataset | undefined
  /** Whether the content of the files differs from the original files of the dataset to restore. */
  readonly hasOtherContent: boolean
  /** Message about the result of restoring a dataset. */
  readonly restoreMessage: Message | undefined
}

const START = {
  stage: 'choose',
  preview: undefined,
  isReading: false,
  options: {},
  problem: undefined,
  result: undefined,
  datasetId: undefined,
  use: undefined,
  previousProject: undefined,
  hasOtherContent: false,
  restorable: undefined,
  restoreMessage: undefined,
} as const
const NO_CARD: Card = { title: '', license: '', source: '' }

/** The state and actions of the dialog. */
export function useImport() {
  const studio = useStudio()
  const given = useSelect((state) => state.choosing)
  const missing = useSelect((state) => state.bringBack)
  const { into, sets } = useTargetDataset()
  const [state, setState] = useState<ImportState>({ ...START, files: [], card: NO_CARD })
  const newest = useRef(0)
  const use = useProjectUse(state.use, state.preview, state.options)

  /**
   * Reads the first rows. Only the result of the latest request is used. If a request is rejected, the previous result
   * stays, so that the user can undo the correction.
   */
  const look = useCallback(
    async (files: readonly GivenFile[], requested: ReadOptions) => {
      const current = ++newest.current
      setState((before) => ({
        ...before,
        files,
        options: requested,
        isReading: true,
        problem: undefined,
        hasOtherContent: false,
      }))
      try {
        const result = await studio.run('data.peek', { files, options: requested })
        if (current !== newest.current) return undefined
        setState((before) => ({ ...before, stage: 'look', preview: result, isReading: false }))
        return result
      } catch (error) {
        if (current === newest.current)
          setState((before) => ({ ...before, isReading: false, problem: errorMessage(error) }))
        return undefined
      }
    },
    [studio],
  )

  const joined = useRef(into)
  joined.current = into
  const asked = useRef(missing)
  asked.current = missing
  /** Whether restoring was suggested because of the files rather than requested by the user. */
  const suggested = useRef(false)

  const readToRestore = useCallback(
    async (files: readonly GivenFile[], back: MissingDataset) => {
      const preview = await look(files, optionsToRestore(back, undefined))
      const requested = preview && optionsToRestore(back, preview)
      // If columns are detected differently from the dataset's columns, a second pass applies the dataset's column
      // types.
      if (!back.read && Object.keys(requested?.columns ?? {}).length > 0) await look(files, requested as ReadOptions)
    },
    [look],
  )
  const lookFresh = useCallback(
    async (files: readonly GivenFile[]) => {
      const preview = await look(files, {})
      const lacks = preview && (await studio.run('data.lacks'))
      const how = lacks ? mayRestore(lacks, preview, suggestedTitle(files)) : undefined
      if (!lacks || !how || studio.store.getState().choosing !== files) return
      suggested.current = true
      setState((before) => ({ ...before, restorable: lacks }))
      if (how !== 'sameName') return
      await studio.run('data.importToRestore', { restore: true })
      if (studio.store.getState().choosing === files) await readToRestore(files, lacks)
    },
    [look, readToRestore, studio],
  )

  useEffect(() => {
    if (!given || given.length === 0) return
    setState((before) => ({ ...before, ...START, card: NO_CARD }))
    if (suggested.current) {
      suggested.current = false
      asked.current = null
      void studio.run('data.importToRestore', { restore: false })
    }
    if (asked.current) return void readToRestore(given, asked.current)
    const dataset = joined.current
    if (!dataset) return void lookFresh(given)
    void look(given, optionsFor(dataset, undefined)).then((result) => {
      // A second pass leaves out columns that the dataset does not have.
      if (result && misfitText(dataset, result, {})) void look(given, optionsFor(dataset, result))
    })
  }, [given, look, readToRestore, lookFresh, studio])

  return {
    state,
    into,
    /** The project's missing dataset that the files restore. */
    missing,
    sets,
    /** Which project uses the dataset. */
    use,
    useIn(project: ProjectUse | 'back') {
      const back = project === 'back' ? state.restorable : undefined
      if (project !== 'back') setState((before) => ({ ...before, use: project }))
      if (!back && !missing) return
      void studio.run('data.importToRestore', { restore: back !== undefined })
      void (back ? readToRestore(state.files, back) : look(state.files, {}))
    },
    /** Selects the dataset to which the rows are added; undefined creates a new dataset. */
    putInto(id: string | undefined) {
      const dataset = sets.find((one) => one.id === id)
      void studio.run('data.importInto', { dataset: dataset?.id ?? null })
      void look(state.files, dataset ? optionsFor(dataset, state.preview) : {})
    },
    begin: useCallback(
      (files: readonly GivenFile[]) => {
        if (files.length > 0) void openWithFiles(studio, files)
      },
      [studio],
    ),
    correct: (change: Partial<ReadOptions>) => void look(state.files, { ...state.options, ...change }),
    correctColumn: (name: string, change: ColumnChoice) =>
      void look(state.files, {
        ...state.options,
        columns: { ...state.options.columns, [name]: { ...state.options.columns?.[name], ...change } },
      }),
    describe: (change: Partial<Card>) => setState((before) => ({ ...before, card: { ...before.card, ...change } })),
    back: () => {
      newest.current++
      if (suggested.current) void studio.run('data.importToRestore', { restore: false })
      suggested.current = false
      setState({ ...START, files: [], card: NO_CARD })
    },
    async start() {
      const { files, options, card, preview } = state
      const { title, ...rest } = card
      const target = options.target ?? preview?.options.target
      const left = into || missing || use !== 'new' ? undefined : studio.store.getState().project.name
      setState((before) => ({ ...before, stage: 'import', use, previousProject: left, problem: undefined }))
      try {
        const made = await studio.run('data.bring', {
          files,
          options: { ...options, ...(target === undefined ? {} : { target }) },
          ...(title.trim() === '' ? {} : { title }),
          card: rest,
          ...(into ? { into: into.id } : { project: use }),
          ...(missing ? { back: state.hasOtherContent ? 'other' : true } : {}),
          onBack: ({ message: restored }: Returned) => setState((before) => ({ ...before, restoreMessage: restored })),
          onRead: (result: IngestResult) => setState((before) => ({ ...before, result })),
        })
        setState((before) => ({ ...before, stage: 'done', datasetId: String(made) }))
      } catch (error) {
        const other = error instanceof Refusal && error.code === 'dataset-other-content'
        setState((before) => ({
          ...before,
          stage: 'look',
          result: undefined,
          problem: errorMessage(error),
          hasOtherContent: other,
        }))
      }
    },
  }
}

export type Importing = ReturnType<typeof useImport>

/** The distinct notes of a preview or a result, as text. */
export function noteTexts(notes: ImportPreview['notes']): readonly string[] {
  const byArgs = new Map(notes.map((note) => [JSON.stringify(note), note]))
  return [...byArgs.values()].map(formatMessage)
}
