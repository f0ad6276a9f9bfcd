/** @file Text of workers that stopped: what a person reads where the browser does not say why. */
import { defineText } from '../../define'

export const workersText = defineText('studio/workers', {
  analysisStopped: 'The data analysis stopped, most likely because memory ran out. Try again.',
  /** Ends of "The service stopped: ...". */
  servingStopped: 'its worker stopped',
  servingUnreadable: 'its worker sent a message that cannot be read',
})
