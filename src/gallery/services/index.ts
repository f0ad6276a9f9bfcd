/** @file The services that a new service diagram can start from. */
export { emptyService, exampleService } from './example-service'
export { routerService } from './router-service'
export { shadowService } from './shadow-service'
