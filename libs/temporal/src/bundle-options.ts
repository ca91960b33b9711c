/** Modules that the workflow bundle must contain, for `bundleWorkflowCode({ workflowInterceptorModules })`. */
export const workflowInterceptorModules = [require.resolve('./workflow-interceptors')];
