/** @file Text around the notifications: their region, and the buttons that show or close them. */
import { defineText } from '../../define'
import { count } from '../../format'

export const notificationsText = defineText('shell/notifications', {
  label: 'Notifications',
  showAll: (a: { notices: number }) => `Show ${count(a.notices)} notifications`,
  showWhole: 'Show all',
  close: 'Close notification',
  /** Offered where the dataset of the project is not on this device. */
  importFiles: 'Import dataset files',
})
