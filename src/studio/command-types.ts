/** @file Adds the types of all commands to `CommandTypes`, so that every call is checked. */
import type { CommandsIn } from './command'
import type * as attacks from './commands/attacks'
import type * as blockLibrary from './commands/block-library'
import type * as blockParams from './commands/block-params'
import type * as blocks from './commands/blocks'
import type * as canvas from './commands/canvas'
import type * as clipboard from './commands/clipboard'
import type * as checkpoints from './commands/checkpoints'
import type * as collect from './commands/collect'
import type * as compare from './commands/compare'
import type * as data from './commands/data'
import type * as dataReport from './commands/data-report'
import type * as datasets from './commands/datasets'
import type * as edit from './commands/edit'
import type * as evaluate from './commands/evaluate'
import type * as glossary from './commands/glossary'
import type * as groups from './commands/groups'
import type * as graph from './commands/graph'
import type * as guard from './commands/guard'
import type * as handIns from './commands/hand-ins'
import type * as importFiles from './commands/import'
import type * as layerOrder from './commands/layer-order'
import type * as lesson from './commands/lesson'
import type * as machine from './commands/machine'
import type * as model from './commands/model'
import type * as notes from './commands/notes'
import type * as operateAlerts from './commands/operate/alerts'
import type * as operateCanary from './commands/operate/canary'
import type * as operateDrills from './commands/operate/drills'
import type * as operateLabels from './commands/operate/labels'
import type * as operateRegistry from './commands/operate/registry'
import type * as operateRequestLog from './commands/operate/request-log'
import type * as operateRetraining from './commands/operate/retraining'
import type * as operateScenario from './commands/operate/scenario'
import type * as operateService from './commands/operate/service'
import type * as plan from './commands/plan'
import type * as prepare from './commands/prepare'
import type * as project from './commands/project'
import type * as projectVersions from './commands/project-versions'
import type * as run from './commands/run'
import type * as share from './commands/share'
import type * as showData from './commands/show-data'
import type * as sidePanel from './commands/side-panel'
import type * as slices from './commands/slices'
import type * as trainingAnalysis from './commands/training-analysis'
import type * as view from './commands/view'

declare module './run-command' {
  interface CommandTypes
    extends CommandsIn<typeof attacks>,
      CommandsIn<typeof blockLibrary>,
      CommandsIn<typeof blockParams>,
      CommandsIn<typeof blocks>,
      CommandsIn<typeof canvas>,
      CommandsIn<typeof clipboard>,
      CommandsIn<typeof checkpoints>,
      CommandsIn<typeof collect>,
      CommandsIn<typeof compare>,
      CommandsIn<typeof data>,
      CommandsIn<typeof dataReport>,
      CommandsIn<typeof datasets>,
      CommandsIn<typeof edit>,
      CommandsIn<typeof evaluate>,
      CommandsIn<typeof graph>,
      CommandsIn<typeof glossary>,
      CommandsIn<typeof groups>,
      CommandsIn<typeof guard>,
      CommandsIn<typeof handIns>,
      CommandsIn<typeof importFiles>,
      CommandsIn<typeof layerOrder>,
      CommandsIn<typeof lesson>,
      CommandsIn<typeof machine>,
      CommandsIn<typeof model>,
      CommandsIn<typeof notes>,
      CommandsIn<typeof operateAlerts>,
      CommandsIn<typeof operateCanary>,
      CommandsIn<typeof operateDrills>,
      CommandsIn<typeof operateLabels>,
      CommandsIn<typeof operateRegistry>,
      CommandsIn<typeof operateRequestLog>,
      CommandsIn<typeof operateRetraining>,
      CommandsIn<typeof operateScenario>,
      CommandsIn<typeof operateService>,
      CommandsIn<typeof plan>,
      CommandsIn<typeof prepare>,
      CommandsIn<typeof project>,
      CommandsIn<typeof share>,
      CommandsIn<typeof projectVersions>,
      CommandsIn<typeof run>,
      CommandsIn<typeof showData>,
      CommandsIn<typeof sidePanel>,
      CommandsIn<typeof slices>,
      CommandsIn<typeof trainingAnalysis>,
      CommandsIn<typeof view> {}
}
