// A token from the landing page of a sandbox is taken over, so that "try it out" works at once.
const token = sessionStorage.getItem('throughline.token');
window.SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  docExpansion: 'none',
  validatorUrl: null,
  onComplete() {
    if (token) window.ui?.preauthorizeApiKey('bearer', token);
  },
  requestInterceptor(request) {
    if (token && request.url.startsWith(location.origin) && !request.headers.Authorization) request.headers.Authorization = `Bearer ${token}`;
    return request;
  },
});
