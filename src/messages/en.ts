/**
 * @file The message codes of Netloom, and the English that every page needs. English is the source: its keys and arguments are the type
 * that other languages fill in. Text of a page or feature is in `en/` and comes with the module that imports it.
 */
import type { alerts } from './en/alerts'
import { binding } from './en/binding'
import { blocks } from './en/blocks'
import type { canary } from './en/canary'
import type { card } from './en/card'
import type { clip } from './en/clip'
import type { collect } from './en/collect'
import { data } from './en/data'
import type { desk } from './en/operate-page'
import type { drills } from './en/drills'
import { graph } from './en/graph'
import { hands } from './en/canvas-edits'
import type { ingest } from './en/ingest'
import type { ingestArrays } from './en/ingest-arrays'
import type { ingestFiles } from './en/ingest-files'
import { insight } from './en/insight'
import { lesson } from './en/lesson'
import type { operate } from './en/operate'
import { plan } from './en/plan'
import type { prepare } from './en/prepare'
import { problems } from './en/problems'
import type { registry } from './en/registry'
import type { report } from './en/report'
import type { ring } from './en/retraining'
import type { sanity } from './en/sanity'
import type { serving } from './en/serving'
import type { setEdits } from './en/dataset-edits'
import type { datasetSteps } from './en/dataset-steps'
import { sets } from './en/datasets'
import { shellNotices } from './en/shell-notices'
import type { slices } from './en/slices'
import type { stages } from './en/stages'
import { storage } from './en/storage'
import { studio } from './en/studio'
import { training } from './en/training'
import type { url } from './en/url'

/** Coded text that comes with the first page. */
const first = {
  ...problems,
  ...binding,
  ...graph,
  ...blocks,
  ...hands,
  ...data,
  ...plan,
  ...training,
  ...insight,
  ...lesson,
  ...sets,
  ...shellNotices,
  ...storage,
  ...studio,
}

/** Coded text by code; what is not in `first` is loaded by the part that says it, which imports its file. */
export type CodedText = typeof first &
  typeof alerts &
  typeof canary &
  typeof card &
  typeof clip &
  typeof collect &
  typeof datasetSteps &
  typeof desk &
  typeof drills &
  typeof ingest &
  typeof ingestArrays &
  typeof ingestFiles &
  typeof operate &
  typeof prepare &
  typeof registry &
  typeof report &
  typeof ring &
  typeof sanity &
  typeof serving &
  typeof setEdits &
  typeof slices &
  typeof stages &
  typeof url
