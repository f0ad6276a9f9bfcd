/** @file UI text for workers that stopped, used if the browser gives no reason. */
import { defineText } from '../../define'

export const workersText = defineText('studio/workers', {
  analysisStopped: 'The data analysis stopped, most likely because memory ran out. Try again.',
  exportStopped: 'The export stopped, most likely because memory ran out. Export fewer rows, or try again.',
  layoutStopped: 'The layout stopped, most likely because memory ran out. Try again.',
  /** Completes "The service stopped: ...". */
  servingStopped: 'its worker stopped',
  servingUnreadable: 'its worker sent an unreadable message',
})
