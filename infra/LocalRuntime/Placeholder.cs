namespace Serverless.LocalRuntime;
