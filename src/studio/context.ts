/** @file Context: the parts behind the studio that commands use. Made once, in `make-studio.ts`. */
import type { openAnalysis } from '../protocol/analysis-client'
import type { openIngest } from '../protocol/ingest-client'
import type { openTrainer } from '../protocol/trainer-client'
import type { InsightSession } from './insight-session'
import type { LiveRecorder } from './loss-series'
import type { Predictor } from './predictor'
import type { ProjectSession } from './project-session'
import type { DataSession } from './data-session'
import type { RunSession } from './run-session'
import type { DrawPicture, Studio } from './studio'

/** A studio with its insides: what commands get, and views do not. */
export interface AppContext extends Studio {
  readonly live: LiveRecorder
  readonly projects: ProjectSession
  readonly data: DataSession
  readonly runs: RunSession
  readonly insight: InsightSession
  readonly predictor: Predictor
  /** A trainer of one's own, beside the run's. */
  readonly openTrainer: typeof openTrainer
  /** How files are read, where that is not by a worker: in tests. */
  readonly openIngest?: typeof openIngest
  /** How data are looked at, where that is not by a worker. */
  readonly openAnalysis?: typeof openAnalysis
  /** Absent where there is no page. */
  readonly drawPicture?: DrawPicture
  /** Set when a new version of the app waits to be taken. */
  readonly updates: { apply?: () => Promise<void> }
}
