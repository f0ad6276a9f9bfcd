/**
 * @file The message codes of Netloom, and the English messages that every page needs. English is the source: its keys
 * and arguments define the type that other languages implement. Text for a page or feature is in `en/` and loads with
 * the module that imports it.
 */
import type { alerts } from './en/alerts'
import type { argumentProblems } from './en/commands/argument-problems'
import { binding } from './en/binding'
import { blocks } from './en/blocks'
import type { canary } from './en/canary'
import type { card } from './en/card'
import type { clip } from './en/clip'
import type { collect } from './en/collect'
import { data } from './en/data'
import type { operatePage } from './en/operate-page'
import type { drills } from './en/drills'
import type { files } from './en/files'
import { graph } from './en/graph'
import { canvasEdits } from './en/canvas-edits'
import type { ingest } from './en/ingest'
import type { ingestArrays } from './en/ingest-arrays'
import type { ingestFiles } from './en/ingest-files'
import type { insight } from './en/insight'
import { lesson } from './en/lesson'
import type { library } from './en/library'
import type { operate } from './en/operate'
import { plan } from './en/plan'
import type { prepare } from './en/prepare'
import { problems } from './en/problems'
import type { projectNotices } from './en/project-notices'
import type { rawValues } from './en/raw-values'
import type { registry } from './en/registry'
import type { report } from './en/report'
import type { retraining } from './en/retraining'
import type { runs } from './en/runs'
import type { sanity } from './en/sanity'
import type { serving } from './en/serving'
import type { datasetEdits } from './en/dataset-edits'
import type { datasetSteps } from './en/dataset-steps'
import { datasets } from './en/datasets'
import { shellNotices } from './en/shell-notices'
import type { slices } from './en/slices'
import type { stages } from './en/stages'
import { storage } from './en/storage'
import { studio } from './en/studio'
import { training } from './en/training'
import type { url } from './en/url'
import type { versions } from './en/versions'

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
