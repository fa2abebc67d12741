using Serverless.LocalCosmos;
using Serverless.LocalCosmos.Terminal;

return await new ServeCommand().RunAsync(args, Serving.RunAsync);
