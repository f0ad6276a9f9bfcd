/**
 * @file The message codes of Netloom, and the English messages that every page needs. English is the source: its keys
 * and arguments define the type that other languages implement. Text for a page or feature is in `en/` and loads with
 * the module that imports it.
 */
import type { alerts } from './en/alerts'
import type { argumentProblems } from './en/commands/more'
import { binding, blocks, canvasEdits, graph } from './en/graph'
import type { canary } from './en/canary'
import type { card } from './en/card'
import type { clip, library } from './en/library'
import type { collect } from './en/collect'
import { data, datasets, storage } from './en/storage'
import type { operatePage } from './en/operate-page'
import type { drills } from './en/drills'
import type { files, projectNotices } from './en/files'
import type { ingest, ingestArrays } from './en/ingest'
import type { ingestFiles } from './en/ingest-files'
import type { insight, sanity } from './en/sanity'
import { lesson } from './en/lesson'
import type { operate } from './en/operate'
import { plan } from './en/plan'
import type { prepare } from './en/prepare'
import { problems } from './en/problems'
import { shellNotices, studio } from './en/studio'
import type { rawValues } from './en/raw-values'
import type { registry } from './en/registry'
import type { report } from './en/data/report'
import type { retraining } from './en/retraining'
import type { runs, versions } from './en/runs'
import type { serving } from './en/serving'
import type { datasetEdits, datasetSteps } from './en/dataset-edits'
import type { slices } from './en/slices'
import type { stages } from './en/stages'
import { training } from './en/training'
import type { url } from './en/url'

/** Messages that load with the first page. */
const first = {
  ...problems,
  ...binding,
  ...graph,
  ...blocks,
  ...canvasEdits,
  ...data,
  ...plan,
  ...training,
  ...lesson,
  ...datasets,
  ...shellNotices,
  ...storage,
  ...studio,
}

/**
 * The text of every message, keyed by code. A module that uses a message outside `first` imports the file that defines
 * it.
 */
export type CodedText = typeof first &
  typeof alerts &
  typeof argumentProblems &
  typeof canary &
  typeof card &
  typeof clip &
  typeof collect &
  typeof datasetSteps &
  typeof operatePage &
  typeof drills &
  typeof files &
  typeof ingest &
  typeof ingestArrays &
  typeof ingestFiles &
  typeof insight &
  typeof library &
  typeof operate &
  typeof prepare &
  typeof projectNotices &
  typeof rawValues &
  typeof registry &
  typeof report &
  typeof retraining &
  typeof runs &
  typeof sanity &
  typeof serving &
  typeof datasetEdits &
  typeof slices &
  typeof stages &
  typeof url &
  typeof versions
