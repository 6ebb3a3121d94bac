/** The Graph API version that every call names. Source: Meta, Graph API changelog: v25.0 lives until 2028-07-29. */
export const GRAPH_VERSION = 'v25.0';
