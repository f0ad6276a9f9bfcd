/** @file AppContext: the internal parts of the studio that commands use. Created once, in `make-studio.ts`. */
import type { openAnalysis } from '../protocol/analysis-client'
import type { openIngest } from '../protocol/ingest-client'
import type { openTrainer } from '../protocol/trainer-client'
import type { LiveRecorder } from './training/loss-series'
import type { Predictor } from './models/predictor'
import type { ProjectSession } from './project/project-session'
import type { DataSession } from './data/data-session'
import type { RunSession } from './training/run-session'
import type { DrawPicture, Studio } from './studio'

/** A studio with its internals: commands receive it, views do not. */
export interface AppContext extends Studio {
  readonly live: LiveRecorder
  readonly projects: ProjectSession
  readonly data: DataSession
  readonly runs: RunSession
  readonly predictor: Predictor
  /** Opens a separate trainer, in addition to the run's. */
  readonly openTrainer: typeof openTrainer
  /** Replaces the import worker in tests. */
  readonly openIngest?: typeof openIngest
  /** Replaces the analysis worker in tests. */
  readonly openAnalysis?: typeof openAnalysis
  /** Draws a board as an image; absent if the studio runs without a page. */
  readonly drawPicture?: DrawPicture
  /** `apply` installs a new version of the app; it is set once a new version is ready. */
  readonly updates: { apply?: () => Promise<void> }
}
